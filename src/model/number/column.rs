//! A column: what a number is in every draw.

use std::ops::{Add, Div, Mul, Sub};
use std::sync::Arc;

use super::product::Product;
use super::{Drawn, Mark, Number};
use crate::model::sampling::order::{Scratch, Set};
use crate::model::vector::{PART, in_parts, widest};

/// A number that is the same in every draw, or an offset and a factor times a product of what was
/// drawn. Nothing is computed until draws are added up or asked for: multiples of a product share
/// its draws, and what two columns share cancels where one is divided by the other.
#[derive(Clone, Debug)]
pub struct Column {
    offset: f64,
    factor: f64,
    product: Product,
}

impl From<f64> for Column {
    fn from(value: f64) -> Self {
        Self { offset: value, factor: 0.0, product: Product::default() }
    }
}

impl From<Vec<f64>> for Column {
    fn from(draws: Vec<f64>) -> Self {
        Drawn::from(draws).into()
    }
}

impl From<Drawn> for Column {
    fn from(drawn: Drawn) -> Self {
        Arc::new(drawn).into()
    }
}

impl From<Arc<Drawn>> for Column {
    fn from(drawn: Arc<Drawn>) -> Self {
        Self::new(0.0, 1.0, drawn.into())
    }
}

impl Column {
    fn new(offset: f64, factor: f64, product: Product) -> Self {
        if product.is_one() || factor == 0.0 {
            let factor = if product.is_one() { factor } else { 0.0 };
            return Self::from(offset + factor);
        }
        Self { offset, factor, product }
    }

    /// Whether it falls where its product rises.
    pub(super) fn is_turned(&self) -> bool {
        self.factor < 0.0
    }

    fn is_exact(&self) -> bool {
        self.product.is_one()
    }

    /// What tells its draws from those of other columns.
    pub(in crate::model) fn mark(&self) -> Mark {
        Mark::of((self.offset.to_bits(), self.factor.to_bits(), self.product.mark()))
    }

    /// This column with others in place of what was drawn, which have the same marks.
    pub(in crate::model) fn with_drawn(self, other: impl FnMut(Arc<Drawn>) -> Arc<Drawn>) -> Self {
        Self { product: self.product.with_drawn(other), ..self }
    }

    /// Number of draws; 0 where it is the same in all of them.
    pub fn draws(&self) -> usize {
        self.product.draws()
    }

    /// Its value in each of so many draws.
    pub fn values(&self, draws: usize) -> Vec<f64> {
        let Self { offset, factor, ref product } = *self;
        let product = product.multiplied(draws);
        let mut room = [0.0; PART];
        in_parts(draws, |places, values| {
            let pairs = values.iter_mut().zip(product.part(places, &mut room));
            widest!(pairs.for_each(|(value, draw)| *value = offset + factor * draw));
        })
    }

    /// Whether it is finite in every draw.
    pub fn is_finite(&self) -> bool {
        self.is_finite_by(Product::largest)
    }

    /// The same, by what tells how far its product reaches.
    pub(super) fn is_finite_by(&self, largest: impl FnOnce(&Product) -> f64) -> bool {
        let drawn = if self.is_exact() { 0.0 } else { largest(&self.product) };
        (self.offset.abs() + self.factor.abs() * drawn).is_finite()
    }

    /// The larger of its offset and its factor.
    pub(in crate::model) fn scale(&self) -> f64 {
        self.offset.abs().max(self.factor.abs())
    }

    /// This column in another unit, the same for all that differ from it in scale alone.
    pub(in crate::model) fn in_units_of(&self, unit: f64) -> Self {
        let [offset, factor] = [self.offset, self.factor].map(|own| to_44_bits(own / unit));
        Self { offset, factor, product: self.product.clone() }
    }

    /// The values that are not exceeded with these probabilities, which ascend.
    pub fn quantiles(&self, probabilities: &[f64]) -> Vec<f64> {
        self.quantiles_by(probabilities, |product, probabilities| {
            product.quantiles(probabilities, &mut Scratch::default())
        })
    }

    /// The same, by what tells those of the product.
    pub(super) fn quantiles_by(
        &self,
        probabilities: &[f64],
        of_product: impl FnOnce(&Product, &[f64]) -> Vec<f64>,
    ) -> Vec<f64> {
        let value = |draw: f64| self.offset + self.factor * draw;
        if self.is_exact() {
            return vec![self.offset; probabilities.len()];
        }
        if !self.is_turned() {
            return of_product(&self.product, probabilities).into_iter().map(value).collect();
        }
        let turned: Vec<f64> = probabilities.iter().rev().map(|p| 1.0 - p).collect();
        of_product(&self.product, &turned).into_iter().rev().map(value).collect()
    }

    /// The same with a product alone, in which an offset is added to what was drawn.
    fn pure(self) -> (f64, Product) {
        if self.is_exact() || self.offset == 0.0 {
            return (self.offset + self.factor, self.product);
        }
        let scale = self.scale();
        let moved = self.in_units_of(scale);
        let (mark, draws) = (Mark::of(("moved", moved.mark())), moved.draws());
        (scale, Drawn::new(mark, draws, move || moved.values(draws)).into())
    }

    fn scaled(self, by: f64) -> Self {
        Self::new(self.offset * by, self.factor * by, self.product)
    }
}

impl Number for Column {
    fn part_of(self, whole: Self) -> Self {
        if self.is_exact() && whole.is_exact() {
            return self.offset.part_of(whole.offset).into();
        }
        self / whole
    }

    fn map<const N: usize>(
        numbers: [Self; N],
        function: impl Fn([f64; N]) -> f64 + Send + 'static,
    ) -> Self {
        let draws = numbers.iter().map(Self::draws).max().unwrap_or(0);
        if draws == 0 {
            return function(numbers.map(|number| number.offset)).into();
        }
        let mark = Mark::of_function(&function, numbers.each_ref().map(Self::mark));
        let compute = move || {
            let ways = numbers.each_ref().map(|number| (number.offset, number.factor));
            let products = numbers.each_ref().map(|number| number.product.multiplied(draws));
            let (mut rooms, mut room) = ([[1.0; PART]; N], [0.0; PART]);
            in_parts(draws, |places, values| {
                for ((own, product), (offset, factor)) in rooms.iter_mut().zip(&products).zip(ways)
                {
                    let pairs = own.iter_mut().zip(product.part(places.clone(), &mut room));
                    widest!(pairs.for_each(|(own, draw)| *own = offset + factor * draw));
                }
                widest!(for (place, value) in values.iter_mut().enumerate().take(PART) {
                    *value = function(std::array::from_fn(
                        #[inline(always)]
                        |of| rooms[of][place],
                    ));
                });
            })
        };
        Drawn::new(mark, draws, compute).into()
    }
}

impl Add for Column {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let offset = self.offset + other.offset;
        if self.is_exact() || other.is_exact() {
            let drawn = if self.is_exact() { other } else { self };
            return Self { offset, ..drawn };
        }
        if self.product.is_same(&other.product) {
            return Self::new(offset, self.factor + other.factor, self.product);
        }
        let is_less = self.factor.abs() < other.factor.abs();
        let (more, less) = if is_less { (other, self) } else { (self, other) };
        let (shared, one, two) = more.product.split(less.product);
        let sum = Drawn::sum(one, (to_44_bits(less.factor / more.factor), two));
        Self::new(offset, more.factor, shared.times(sum.into(), 1))
    }
}

impl Sub for Column {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + other.scaled(-1.0)
    }
}

impl Mul for Column {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        match (self.is_exact(), other.is_exact()) {
            (true, _) => other.scaled(self.offset),
            (_, true) => self.scaled(other.offset),
            _ => {
                let ((one, own), (two, others)) = (self.pure(), other.pure());
                Self::new(0.0, one * two, own.times(others, 1))
            }
        }
    }
}

impl Div for Column {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        if other.is_exact() {
            let Self { offset, factor, product } = self;
            return Self::new(offset / other.offset, factor / other.offset, product);
        }
        let ((one, own), (two, others)) = (self.pure(), other.pure());
        Self::new(0.0, one / two, own.times(others, -1))
    }
}

/// A ratio, but for the last bits, in which arithmetic on a larger load or a longer time leaves
/// other noise: sums that differ in scale alone are known by one mark.
const fn to_44_bits(ratio: f64) -> f64 {
    const NOISE: u64 = 1 << 9;
    f64::from_bits(ratio.to_bits().wrapping_add(NOISE / 2) & !(NOISE - 1))
}

#[cfg(test)]
mod tests {
    use super::Column;
    use crate::model::number::Number;

    #[test]
    fn a_column_computes_as_its_numbers_do() {
        let drawn = || Column::from(vec![1.0, 2.0, 4.0]);
        let (one, other) = (drawn(), drawn());
        let five = || Column::from(5.0);
        for (column, expected) in [
            (one.clone() + five(), [6.0, 7.0, 9.0]),
            (five() - one.clone(), [4.0, 3.0, 1.0]),
            (one.clone() * five(), [5.0, 10.0, 20.0]),
            (five() / one.clone(), [5.0, 2.5, 1.25]),
            (one.clone() / five(), [0.2, 0.4, 0.8]),
            (one.clone() * one.clone(), [1.0, 4.0, 16.0]),
            (one.clone() * other.clone(), [1.0, 4.0, 16.0]),
            (one.clone() + other.clone() * five(), [6.0, 12.0, 24.0]),
            (one.clone() * other.clone() - other.clone(), [0.0, 2.0, 12.0]),
            (one.clone() / other.clone() + one.clone() / five(), [1.2, 1.4, 1.8]),
            ((one.clone() + five()) * (other.clone() - five()), [-24.0, -21.0, -9.0]),
            (five() / (one.clone() - other.clone() * five()), [-1.25, -0.625, -0.3125]),
            (one.clone() * five() / one.clone(), [5.0; 3]),
            (one.clone() * Column::from(0.0), [0.0; 3]),
            (Column::map([one, five()], |[a, b]| a.max(b)), [5.0; 3]),
        ] {
            for (got, want) in column.values(3).into_iter().zip(expected) {
                assert!((got - want).abs() < 1e-12, "{column:?}: {got} {want}");
            }
        }
    }

    #[test]
    fn what_columns_share_cancels() {
        let (drawn, other) = (Column::from(vec![1.0, 2.0]), Column::from(vec![3.0, 1.0]));
        let triple = drawn.clone() * other.clone() * Column::from(3.0);
        let ratio = triple.clone() / (other * drawn.clone() * Column::from(2.0));
        assert_eq!(ratio.draws(), 0);
        assert!(ratio.quantiles(&[0.1, 0.9]).iter().all(|value| (value - 1.5).abs() < 1e-12));
        // a b 3 + a 4 is a times what was added up, which is left.
        let sum = triple + drawn.clone() * Column::from(4.0);
        let values = (sum / drawn).values(2);
        assert!((values[0] - 13.0).abs() < 1e-12 && (values[1] - 7.0).abs() < 1e-12, "{values:?}");
    }

    #[test]
    fn a_negative_factor_turns_the_order_round() {
        let column = Column::from(10.0) - Column::from(vec![1.0, 2.0, 3.0, 4.0]);
        let found = column.quantiles(&[0.125, 0.375, 0.875]);
        assert!(found.iter().zip([6.0, 7.0, 9.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }
}
