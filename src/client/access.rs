//! How a client and a server know each other.

use std::fmt;

use thiserror::Error;
use tonic::codegen::http::HeaderValue;
use tonic::transport::{Certificate, ClientTlsConfig, Identity};

/// What a client trusts and what it shows. By default it trusts whom its system
/// trusts, and shows nothing.
#[derive(Clone, Default)]
pub struct Access {
    /// Certificates that vouch for the server, PEM, instead of those of the system.
    pub ca: Option<Vec<u8>>,
    /// The client's own certificate and its private key, PEM.
    pub identity: Option<(Vec<u8>, Vec<u8>)>,
    /// Name that the server's certificate must have, instead of the endpoint's host.
    pub server_name: Option<String>,
    /// Token that lets call.
    pub token: Option<String>,
}

/// Why it cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BadAccess {
    /// Certificates mean something only where there is TLS.
    #[error("certificates and the server's name are for an endpoint of the form https://host:port")]
    NeedsTls,
    /// The token cannot be sent.
    #[error("the token has characters that no header may have")]
    Token,
}

impl Access {
    /// Whether anything of it is about TLS.
    pub(super) const fn is_for_tls(&self) -> bool {
        self.ca.is_some() || self.identity.is_some() || self.server_name.is_some()
    }

    pub(super) fn tls(&self) -> ClientTlsConfig {
        let Self { ca, identity, server_name, token: _ } = self;
        let tls = match ca {
            Some(ca) => ClientTlsConfig::new().ca_certificate(Certificate::from_pem(ca)),
            None => ClientTlsConfig::new().with_native_roots(),
        };
        let tls = match identity {
            Some((cert, key)) => tls.identity(Identity::from_pem(cert, key)),
            None => tls,
        };
        match server_name {
            Some(name) => tls.domain_name(name),
            None => tls,
        }
    }

    /// The header that shows the token; it is left out of whatever prints headers.
    pub(super) fn authorization(&self) -> Result<Option<HeaderValue>, BadAccess> {
        let Some(token) = &self.token else { return Ok(None) };
        let header = HeaderValue::from_str(&format!("Bearer {token}"));
        let mut header = header.map_err(|_unwritable| BadAccess::Token)?;
        header.set_sensitive(true);
        Ok(Some(header))
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Keys and tokens are nobody's to print.
        f.debug_struct("Access").field("server_name", &self.server_name).finish_non_exhaustive()
    }
}
