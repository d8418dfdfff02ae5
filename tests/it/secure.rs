//! Who may call, over what, and how that changes while the server runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use energycompute::client::{self, Access, Client, Endpoint};
use energycompute::server::{Grace, Live, Sources, Terms, Tls};
use energycompute::wire::pb;
use energycompute::wire::pb::projection_service_client::ProjectionServiceClient;
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Identity};
use tonic::{Code, Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;

use crate::serve::{Running, start_live};
use crate::support::copy_of_data;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls").join(name)
}

fn pem(name: &str) -> String {
    fs::read_to_string(file(name)).unwrap()
}

fn tls(cert: &Path, key: &Path) -> Tls {
    Tls { tls_cert: Some(cert.into()), tls_key: Some(key.into()), tls_client_ca: None }
}

async fn start(sources: &Sources) -> (Running, Live) {
    let live = Live::load(sources).unwrap();
    let terms = Terms { grace: Grace::from_seconds(0, 5), ..Terms::default() };
    (start_live(live.clone(), terms).await, live)
}

fn trusting() -> ClientTlsConfig {
    let ca = Certificate::from_pem(pem("ca.pem"));
    ClientTlsConfig::new().ca_certificate(ca).domain_name("localhost")
}

async fn connect(
    running: &Running,
    tls: ClientTlsConfig,
) -> Result<Channel, tonic::transport::Error> {
    let address = running.grpc.replace("http://", "https://");
    Channel::from_shared(address).unwrap().tls_config(tls).unwrap().connect().await
}

async fn ask(channel: Channel, token: Option<&str>) -> Result<(), Status> {
    let mut request =
        Request::new(crate::client::request(r#"{"claim":"claims/cn-racks-2025-06"}"#));
    if let Some(token) = token {
        let shown = format!("Bearer {token}").parse().unwrap();
        request.metadata_mut().insert("authorization", shown);
    }
    let asked = ProjectionServiceClient::new(channel).check_claim(request).await;
    asked.map(|reply: tonic::Response<pb::CheckClaimResponse>| drop(reply))
}

#[tokio::test]
async fn with_a_certificate_calls_are_sealed() {
    let sources =
        Sources { tls: tls(&file("server.pem"), &file("server.key")), ..Sources::default() };
    let (running, _live) = start(&sources).await;
    ask(connect(&running, trusting()).await.unwrap(), None).await.unwrap();
    // Neither one who trusts nobody nor one who speaks in clear gets through.
    let distrusting = ClientTlsConfig::new().domain_name("localhost");
    assert!(connect(&running, distrusting).await.is_err());
    let clear = Channel::from_shared(running.grpc.clone()).unwrap().connect_lazy();
    assert!(ask(clear, None).await.is_err());
    running.end().await;
}

#[tokio::test]
async fn with_a_client_ca_only_known_clients_are_served() {
    let tls = Tls {
        tls_client_ca: Some(file("ca.pem")),
        ..tls(&file("server.pem"), &file("server.key"))
    };
    let (running, _live) = start(&Sources { tls, ..Sources::default() }).await;
    let known = trusting().identity(Identity::from_pem(pem("client.pem"), pem("client.key")));
    ask(connect(&running, known).await.unwrap(), None).await.unwrap();
    // With TLS 1.3 a client learns that it is refused when it asks.
    let unknown = match connect(&running, trusting()).await {
        Ok(channel) => ask(channel, None).await.is_ok(),
        Err(_refused) => false,
    };
    assert!(!unknown);
    running.end().await;
}

#[tokio::test]
async fn the_client_knows_its_server_and_shows_who_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    fs::write(&tokens, hashed("first", "one")).unwrap();
    let tls = Tls {
        tls_client_ca: Some(file("ca.pem")),
        ..tls(&file("server.pem"), &file("server.key"))
    };
    let sources = Sources { tls, tokens: Some(tokens), ..Sources::default() };
    let (running, _live) = start(&sources).await;
    let endpoint: Endpoint = running.grpc.replace("http://", "https://").parse().unwrap();
    let known = Access {
        ca: Some(pem("ca.pem").into()),
        identity: Some((pem("client.pem").into(), pem("client.key").into())),
        server_name: Some("localhost".to_owned()),
        token: Some("one".to_owned()),
    };
    let patience = Duration::from_secs(10);
    for (access, expected) in [
        (known.clone(), Ok(())),
        (Access { token: None, ..known.clone() }, Err("UNAUTHENTICATED")),
        (Access { ca: None, ..known.clone() }, Err("UNAVAILABLE")),
        (Access { server_name: Some("elsewhere".to_owned()), ..known.clone() }, Err("UNAVAILABLE")),
        (Access { identity: None, ..known.clone() }, Err("UNAVAILABLE")),
    ] {
        let endpoint = endpoint.clone().with_access(access.clone()).unwrap();
        let answered = async {
            let mut client = Client::connect(&endpoint, patience).await?;
            client.get_claim("claims/cn-racks-2025-06".to_owned()).await
        };
        let answered = answered.await.map(drop).map_err(|error| error.code);
        assert_eq!(answered, expected, "{access:?}");
    }
    let sealed = endpoint.with_access(Access { token: None, ..known }).unwrap();
    assert!(client::is_serving(&sealed, patience).await.unwrap(), "health needs no token");
    // A check without any certificate asks the other port.
    let admin = running.admin.parse().unwrap();
    assert!(client::is_ready(admin, patience).await.unwrap());
    running.end().await;
    assert_eq!(client::is_ready(admin, patience).await.unwrap_err().code, "UNAVAILABLE");
}

#[test]
fn what_cannot_be_used_is_refused_with_every_fault() {
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    fs::write(&tokens, "nobody\n").unwrap();
    let sources = Sources {
        catalog: Some(folder.path().join("no-such-catalog")),
        tls: tls(&file("server.pem"), &file("renewed.key")),
        tokens: Some(tokens),
    };
    let faults = Live::load(&sources).unwrap_err();
    let told = faults.to_string();
    for named in ["accelerators.csv", "series.csv", "renewed.key", "tokens:1: needs the form"] {
        assert!(told.contains(named), "{named} is not in {told}");
    }
    let alone = Tls { tls_cert: Some(file("server.pem")), ..Tls::default() };
    assert!(Live::load(&Sources { tls: alone, ..Sources::default() }).is_err());
    let empty = tls(&file("server.key"), &file("server.key"));
    assert!(Live::load(&Sources { tls: empty, ..Sources::default() }).is_err());
}

fn hashed(name: &str, token: &str) -> String {
    format!("{name}:{:x}\n", Sha256::digest(token))
}

#[tokio::test]
async fn without_a_token_only_health_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    fs::write(&tokens, hashed("first", "one")).unwrap();
    let sources = Sources { tokens: Some(tokens.clone()), ..Sources::default() };
    let (running, live) = start(&sources).await;
    let channel = crate::serve::channel(&running).await;
    for (token, expected) in [(None, Code::Unauthenticated), (Some("two"), Code::Unauthenticated)] {
        assert_eq!(ask(channel.clone(), token).await.unwrap_err().code(), expected, "{token:?}");
    }
    ask(channel.clone(), Some("one")).await.unwrap();
    let mut health = HealthClient::new(channel.clone());
    health.check(HealthCheckRequest { service: String::new() }).await.unwrap();

    fs::write(&tokens, hashed("second", "two")).unwrap();
    live.reload(&sources).unwrap();
    ask(channel.clone(), Some("two")).await.unwrap();
    assert_eq!(ask(channel, Some("one")).await.unwrap_err().code(), Code::Unauthenticated);
    running.end().await;
}

/// The certificate that a new connection is shown.
async fn shown(running: &Running) -> CertificateDer<'static> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file("ca.pem")).unwrap()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.unwrap().with_root_certificates(roots).with_no_client_auth();
    let stream = TcpStream::connect(running.grpc.trim_start_matches("http://")).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
    stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned()
}

#[tokio::test]
async fn a_reload_takes_everything_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    copy_of_data(&data);
    let (cert, key) = (folder.path().join("tls.pem"), folder.path().join("tls.key"));
    let take = |name: &str| {
        fs::copy(file(&format!("{name}.pem")), &cert).unwrap();
        fs::copy(file(&format!("{name}.key")), &key).unwrap();
    };
    take("server");
    let sources = Sources { catalog: Some(data.clone()), tls: tls(&cert, &key), tokens: None };
    let (running, live) = start(&sources).await;
    let der = |name: &str| CertificateDer::from_pem_file(file(name)).unwrap();
    assert_eq!(shown(&running).await, der("server.pem"));
    let channel = connect(&running, trusting()).await.unwrap();
    let first = live.shared().load().digest().to_owned();

    // A broken table keeps the new certificate out too.
    take("renewed");
    let table = data.join("figures.csv");
    let sound = fs::read_to_string(&table).unwrap();
    fs::write(&table, format!("{sound}nonsense\nmore,nonsense\n")).unwrap();
    let faults = live.reload(&sources).unwrap_err();
    assert!(faults.iter().filter(|fault| fault.contains("figures.csv")).count() >= 2, "{faults}");
    assert_eq!(shown(&running).await, der("server.pem"));
    assert_eq!(live.shared().load().digest(), first);
    ask(channel.clone(), None).await.unwrap();

    fs::write(&table, sound.trim_end().rsplit_once('\n').unwrap().0).unwrap();
    let kept = live.shared().load();
    match live.reload(&sources) {
        Ok(()) => assert_ne!(live.shared().load().digest(), first),
        // The last figure may be one that another row names.
        Err(faults) => {
            fs::write(&table, sound.trim_end()).unwrap();
            live.reload(&sources).unwrap_or_else(|_| panic!("{faults}"));
        }
    }
    assert_eq!(shown(&running).await, der("renewed.pem"));
    // Connections and calls that began before go on with what they began with.
    assert_eq!(kept.digest(), first);
    ask(channel, None).await.unwrap();
    running.end().await;
}
