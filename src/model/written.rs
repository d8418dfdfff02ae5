//! Room beside what stays as long as its catalog, for what others write of it each time alike.

use std::fmt;
use std::sync::OnceLock;

/// Bytes that stand for a thing, once somebody has written them. They follow from the thing: two
/// that are equal but for them are equal, and a copy begins without.
#[derive(Default)]
pub struct Written(OnceLock<Box<[u8]>>);

impl Written {
    /// The bytes, which `write` appends where nobody has written them yet.
    pub fn once(&self, write: impl FnOnce(&mut Vec<u8>)) -> &[u8] {
        self.0.get_or_init(|| {
            let mut bytes = Vec::new();
            write(&mut bytes);
            bytes.into()
        })
    }
}

impl Clone for Written {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Written {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Written").field(&self.0.get().map(|bytes| bytes.len())).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn bytes_are_written_once_and_a_copy_begins_without() {
        let written = Written::default();
        assert_eq!(written.once(|bytes| bytes.extend([1, 2])), [1, 2]);
        assert_eq!(written.once(|_| unreachable!("they were written")), [1, 2]);
        assert_eq!(written.clone().once(|bytes| bytes.push(3)), [3]);
    }
}
