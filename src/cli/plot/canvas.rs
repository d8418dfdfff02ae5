//! Character cells that are drawn on from the back to the front.
//!
//! Ours, because the text plot crates draw lines and points only: none of them
//! fills a band behind a line, or mixes letters and braille in one picture.

/// Dots of a braille character, by row and column.
const DOTS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// What stands in a cell, and which pen drew it.
pub(super) type Ink<Pen> = (char, Option<Pen>);

/// Cells of two by four dots; the origin is the upper left dot.
#[derive(Debug)]
pub(super) struct Canvas<Pen> {
    columns: usize,
    cells: Vec<Ink<Pen>>,
}

impl<Pen: Copy> Canvas<Pen> {
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self { columns, cells: vec![(' ', None); columns * rows] }
    }

    /// Dots across and down.
    pub(super) fn dots(&self) -> (usize, usize) {
        (self.columns * 2, self.cells.len() / self.columns.max(1) * 4)
    }

    /// A character in the cell that has this dot.
    pub(super) fn put(&mut self, x: usize, y: usize, glyph: char, pen: Option<Pen>) {
        if let Some(cell) = self.cell(x, y) {
            *cell = (glyph, pen);
        }
    }

    /// One dot, beside the dots that its cell has.
    fn dot(&mut self, x: usize, y: usize, pen: Pen) {
        let bit = DOTS[y % 4][x % 2];
        if let Some(cell) = self.cell(x, y) {
            let code = u32::from(cell.0);
            let before = if (0x2800..0x2900).contains(&code) { code } else { 0x2800 };
            *cell = (char::from_u32(before | bit).unwrap_or(cell.0), Some(pen));
        }
    }

    /// A line between two dots, solid or dotted.
    pub(super) fn line(
        &mut self,
        from: (usize, usize),
        to: (usize, usize),
        pen: Pen,
        is_dotted: bool,
    ) {
        let (across, down) = (from.0.abs_diff(to.0), from.1.abs_diff(to.1));
        let length = across.max(down).max(1);
        let along = |from: usize, to: usize, at: usize| {
            (from * (length - at) + to * at + length / 2) / length
        };
        for at in (0..=length).filter(|at| !is_dotted || at % 3 == 0) {
            self.dot(along(from.0, to.0, at), along(from.1, to.1, at), pen);
        }
    }

    /// The rows of cells from above.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Ink<Pen>]> {
        self.cells.chunks(self.columns.max(1))
    }

    fn cell(&mut self, x: usize, y: usize) -> Option<&mut Ink<Pen>> {
        let is_inside = x / 2 < self.columns;
        self.cells.get_mut(y / 4 * self.columns + x / 2).filter(|_| is_inside)
    }
}

#[cfg(test)]
mod tests {
    use super::Canvas;

    fn shown(canvas: &Canvas<()>) -> String {
        let row = |row: &[(char, Option<()>)]| row.iter().map(|cell| cell.0).collect::<String>();
        canvas.rows().map(row).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn lines_share_cells_and_cover_what_lies_behind() {
        let mut canvas = Canvas::new(3, 2);
        canvas.put(0, 0, '░', None);
        canvas.put(5, 0, '░', None);
        canvas.line((0, 0), (3, 7), (), false);
        canvas.line((0, 7), (0, 4), (), false);
        canvas.put(9, 0, 'x', None); // outside
        assert_eq!(shown(&canvas), "⢣ ░|⡇⢣ ");
        assert_eq!(canvas.dots(), (6, 8));
    }
}
