//! Certificates: read whole, checked, and refused with every fault.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// The only protocol that is spoken inside.
const H2: &[u8] = b"h2";

/// Where certificates are. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Security")]
pub struct Tls {
    /// Certificate of the server and those that vouch for it, PEM; turns TLS on
    #[arg(long, value_name = "FILE", env = "ENERGYCOMPUTE_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of that certificate, PEM
    #[arg(long, value_name = "FILE", env = "ENERGYCOMPUTE_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Certificates that must vouch for every client, PEM; turns mutual TLS on
    #[arg(long, value_name = "FILE", env = "ENERGYCOMPUTE_TLS_CLIENT_CA")]
    pub tls_client_ca: Option<PathBuf>,
}

impl Tls {
    /// The files that are named.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        let Self { tls_cert, tls_key, tls_client_ca } = self;
        [tls_cert, tls_key, tls_client_ca].into_iter().flatten().map(PathBuf::as_path)
    }

    /// Reads them all; `None` where TLS is off.
    pub(super) fn load(&self) -> Result<Option<Arc<ServerConfig>>, Vec<String>> {
        let Self { tls_cert, tls_key, tls_client_ca } = self;
        let (cert, key) = match (tls_cert, tls_key) {
            (Some(cert), Some(key)) => (cert, key),
            (None, None) if tls_client_ca.is_none() => return Ok(None),
            _ => return Err(vec!["--tls-cert and --tls-key go together".to_owned()]),
        };
        let mut faults = Vec::new();
        let chain = note(&mut faults, certificates("--tls-cert", cert));
        let private = note(&mut faults, private_key(key));
        let roots = tls_client_ca.as_ref().map(|ca| note(&mut faults, roots(ca)));
        let (Some(chain), Some(private), true) = (chain, private, faults.is_empty()) else {
            return Err(faults);
        };
        let told = |error: &dyn std::fmt::Display| {
            let (cert, key) = (cert.display(), key.display());
            vec![format!("--tls-cert {cert} and --tls-key {key} cannot be used: {error}")]
        };
        let provider = Arc::new(ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| told(&error))?;
        let builder = match roots.flatten() {
            None => builder.with_no_client_auth(),
            Some(roots) => {
                let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
                let verifier = verifier.build().map_err(|error| told(&error))?;
                builder.with_client_cert_verifier(verifier)
            }
        };
        // It also compares the key with the certificate.
        let mut config = builder.with_single_cert(chain, private).map_err(|error| told(&error))?;
        config.alpn_protocols.push(H2.to_vec());
        Ok(Some(Arc::new(config)))
    }
}

fn certificates(flag: &str, file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let fault = |reason: &dyn std::fmt::Display| format!("{flag} {}: {reason}", file.display());
    let all = CertificateDer::pem_file_iter(file).map_err(|error| fault(&error))?;
    let all = all.collect::<Result<Vec<_>, _>>().map_err(|error| fault(&error))?;
    if all.is_empty() { Err(fault(&"holds no certificate")) } else { Ok(all) }
}

fn private_key(file: &Path) -> Result<PrivateKeyDer<'static>, String> {
    PrivateKeyDer::from_pem_file(file)
        .map_err(|error| format!("--tls-key {}: {error}", file.display()))
}

fn roots(file: &Path) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates("--tls-client-ca", file)? {
        let added = roots.add(certificate);
        added.map_err(|error| format!("--tls-client-ca {}: {error}", file.display()))?;
    }
    Ok(roots)
}

fn note<T>(faults: &mut Vec<String>, result: Result<T, String>) -> Option<T> {
    result.map_err(|fault| faults.push(fault)).ok()
}
