//! Bearer tokens: who may call. The file holds hashes, so that whoever reads it
//! cannot call.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tonic::codegen::http::HeaderMap;

/// Longest name of a token.
const LONGEST_NAME: usize = 64;

/// Most tokens, so that no file makes every call slow.
const MOST: usize = 1_000;

type Hash = [u8; 32];

/// The tokens that are good, by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens(Vec<(Arc<str>, Hash)>);

impl Tokens {
    /// Reads lines `name:hash`, the SHA-256 of the token in hexadecimal; empty lines and
    /// those that start with `#` say nothing.
    pub(super) fn load(file: &Path) -> Result<Self, Vec<String>> {
        let told = |fault: String| format!("--tokens {}{fault}", file.display());
        let text = fs::read_to_string(file).map_err(|error| vec![told(format!(": {error}"))])?;
        Self::read(&text).map_err(|faults| faults.into_iter().map(told).collect())
    }

    fn read(text: &str) -> Result<Self, Vec<String>> {
        let (mut known, mut faults) = (Vec::<(Arc<str>, Hash)>::new(), Vec::new());
        let lines = text.lines().map(str::trim).zip(1..);
        for (line, number) in lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#')) {
            match entry(line) {
                Ok((name, _)) if known.iter().any(|(other, _)| **other == *name) => {
                    faults.push(format!(":{number}: \"{name}\" stands there twice"));
                }
                Ok((name, hash)) => known.push((name.into(), hash)),
                // What stands there may be a token in clear: it is not repeated.
                Err(fault) => faults.push(format!(":{number}: {fault}")),
            }
        }
        if faults.is_empty() && known.is_empty() {
            faults.push(": holds no token, so that nobody could call".to_owned());
        }
        if known.len() > MOST {
            faults.push(format!(": holds {} tokens, more than {MOST}", known.len()));
        }
        if faults.is_empty() { Ok(Self(known)) } else { Err(faults) }
    }

    /// Name of the token that a caller shows. Every hash is looked at, each to its
    /// end, so that the time it takes tells nothing.
    pub(super) fn name(&self, headers: &HeaderMap) -> Option<Arc<str>> {
        let shown = headers.get("authorization")?.as_bytes();
        let (scheme, token) = shown.split_at_checked(7)?;
        if !scheme.eq_ignore_ascii_case(b"bearer ") {
            return None;
        }
        let hash: Hash = Sha256::digest(token.trim_ascii()).into();
        let mut found = None;
        for (name, known) in &self.0 {
            if bool::from(known.ct_eq(&hash)) {
                found = Some(name);
            }
        }
        found.cloned()
    }
}

fn entry(line: &str) -> Result<(&str, Hash), &'static str> {
    let (name, hash) = line.split_once(':').ok_or("needs the form name:hash")?;
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if !(1..=LONGEST_NAME).contains(&name.len()) || !name.bytes().all(is_allowed) {
        return Err("a name is 1 to 64 letters, digits, hyphens, underscores and dots");
    }
    let hash = read_hash(hash.trim()).ok_or("a hash is 64 hexadecimal digits")?;
    Ok((name, hash))
}

fn read_hash(text: &str) -> Option<Hash> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut hash = Hash::default();
    for (byte, pair) in hash.iter_mut().zip(digits.as_chunks::<2>().0) {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        *byte = u8::try_from(high? * 16 + low?).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Tokens};

    /// SHA-256 of "secret".
    const HASH: &str = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    #[test]
    fn a_token_is_known_by_its_hash() {
        let tokens = Tokens::read(&format!("# ours\n\nfrontend:{HASH}\n")).unwrap();
        for (shown, expected) in [
            ("Bearer secret", Some("frontend")),
            ("bearer  secret ", Some("frontend")),
            ("Bearer Secret", None),
            (&format!("Bearer {HASH}")[..], None),
            ("Basic secret", None),
            ("secret", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("authorization", shown.parse().unwrap());
            assert_eq!(tokens.name(&headers).as_deref(), expected, "{shown}");
        }
        assert_eq!(tokens.name(&HeaderMap::new()), None);
    }

    #[test]
    fn every_fault_of_a_file_is_told_and_no_secret() {
        let text = format!("a:{HASH}\na:{HASH}\nsecret\nb:secret\n:{HASH}\nc d:{HASH}\n");
        let faults = Tokens::read(&text).unwrap_err();
        let lines: Vec<_> = faults.iter().map(|fault| &fault[..3]).collect();
        assert_eq!(lines, [":2:", ":3:", ":4:", ":5:", ":6:"]);
        assert!(faults.iter().all(|fault| !fault.contains("secret")), "{faults:?}");
        assert!(Tokens::read("# nobody\n").is_err());
    }
}
