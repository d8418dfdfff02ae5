//! A catalog that is sound, changed, broken and sound again, with a SIGHUP each time.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::sleep;

use crate::Counts;
use crate::support::signal;

pub(crate) async fn all(process: u32, catalog: PathBuf, counts: Arc<Counts>) {
    let table = catalog.join("figures.csv");
    let sound = fs::read_to_string(&table).unwrap();
    let changed = format!("{sound}\n");
    let broken = format!("{sound}nonsense,more nonsense\n");
    for text in [&changed, &broken, &sound].into_iter().cycle() {
        if counts.is_over() {
            return;
        }
        fs::write(&table, text).unwrap();
        signal(process, "-HUP");
        counts.reloads.fetch_add(1, Ordering::Relaxed);
        sleep(Duration::from_secs(1)).await;
    }
}
