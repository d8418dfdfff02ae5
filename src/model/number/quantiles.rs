//! What is told of many columns, of which some share their draws.

use super::{Column, Mark};
use crate::model::sampling::order::Scratch;
use crate::model::sampling::{Kept, Points};

/// Whether a column is finite in every draw; known for those that are multiples of one product.
pub(in crate::model) fn is_known_finite(column: &Column, points: &Points) -> bool {
    column.is_finite_by(|product| {
        let largest = || vec![product.largest()];
        let known = points.kept().of((product.mark(), Mark::of("largest")), largest);
        known.first().copied().unwrap_or(f64::NAN)
    })
}

/// Quantiles of columns, counted once for those that are multiples of one product, and not at all
/// where they are known from an earlier call.
#[derive(Debug)]
pub struct Quantiles<'a> {
    probabilities: &'a [f64],
    /// What tells what is asked from other questions; and where the order is turned round.
    asked: [Mark; 2],
    kept: &'a Kept,
    scratch: Scratch,
}

impl<'a> Quantiles<'a> {
    /// Quantiles of these probabilities, which ascend, of draws of these points.
    pub fn new(probabilities: &'a [f64], points: &'a Points) -> Self {
        let bits: Vec<u64> = probabilities.iter().map(|p| p.to_bits()).collect();
        let asked = [false, true].map(|is_turned| Mark::of((&bits, is_turned)));
        Self { probabilities, asked, kept: points.kept(), scratch: Scratch::default() }
    }

    /// Their probabilities.
    pub const fn probabilities(&self) -> &'a [f64] {
        self.probabilities
    }

    /// The quantiles of a column.
    pub fn of(&mut self, column: &Column) -> Vec<f64> {
        let Self { probabilities, asked: [straight, turned], kept, scratch } = self;
        let asked = if column.is_turned() { *turned } else { *straight };
        column.quantiles_by(probabilities, |product, probabilities| {
            product.known_quantiles(probabilities).unwrap_or_else(|| {
                let count = || product.counted_quantiles(probabilities, scratch);
                kept.of((product.mark(), asked), count).to_vec()
            })
        })
    }

    /// The quantiles of one column over another.
    pub fn of_ratio(&mut self, over: &Column, under: &Column) -> Vec<f64> {
        self.of(&(over.clone() / under.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Quantiles, is_known_finite};
    use crate::model::distribution::{Law, Scale};
    use crate::model::number::{Column, Number as _};
    use crate::model::sampling::{Draws, Plan, Points};

    /// A sum of products, so many times.
    fn larger(draws: &Draws, points: &Points, scale: f64) -> Column {
        let of = |name| draws.column(name, &Law::around(Scale::Log, 2.0, 0.1), points);
        let life = Column::map([of("life")], |[life]| libm::sqrt(life));
        let [work, price] = [scale, 7.3 * scale].map(Column::from);
        of("a") * work + (of("b") - 1.0.into()) * price * life
    }

    #[test]
    fn what_differs_in_scale_alone_is_known() {
        let points = Points::default();
        let of = |seed, scale| {
            let draws = Draws::new(Plan::new(seed, 256).unwrap(), ["a", "b", "life"]);
            larger(&draws, &points, scale)
        };
        let told = |column: &Column| {
            assert!(is_known_finite(column, &points));
            Quantiles::new(&[0.1, 0.5, 0.9], &points).of(column)
        };
        let once = told(&of(5, 1.0));
        let kept = points.kept().len();
        for scale in [3.0, 1e-7, 0.1, 12_345.678] {
            for (more, once) in told(&of(5, scale)).into_iter().zip(&once) {
                assert!((more / scale / once - 1.0).abs() < 1e-12, "{more} {once}");
            }
        }
        assert!(!is_known_finite(&of(5, f64::MAX / 8.0), &points));
        assert_eq!(points.kept().len(), kept);
        told(&of(6, 1.0));
        assert_eq!(points.kept().len(), 2 * kept);
    }

    #[test]
    fn another_order_of_factors_is_answered_as_if_nothing_was_kept() {
        let places: Vec<f64> = (1..100).map(|percent| f64::from(percent) / 100.0).collect();
        let draws = Draws::new(Plan::new(5, 256).unwrap(), ["a", "b", "c"]);
        let told = |names: [&str; 3], points: &Points| {
            let [a, b, c] =
                names.map(|name| draws.column(name, &Law::around(Scale::Log, 2.0, 0.1), points));
            let told = Quantiles::new(&places, points).of(&(a * b * c));
            told.into_iter().map(f64::to_bits).collect::<Vec<u64>>()
        };
        let asked = Points::default();
        for names in [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]] {
            assert_eq!(told(names, &asked), told(names, &Points::default()), "{names:?}");
        }
    }

    #[test]
    fn functions_that_hold_something_are_told_apart() {
        let points = Points::default();
        let draws = Draws::new(Plan::new(5, 256).unwrap(), ["a"]);
        let column = || draws.column("a", &Law::around(Scale::Log, 2.0, 0.1), &points);
        let median = |column: &Column| Quantiles::new(&[0.5], &points).of(column)[0];
        let [one, two] =
            [1.0, 2.0].map(|more| median(&Column::map([column()], move |[draw]| draw + more)));
        assert!((two - one - 1.0).abs() < 1e-12, "{one} {two}");
    }
}
