//! Draws for tests: a small deterministic generator (SplitMix64) and the distributions of honest days.

pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    /// Strictly between 0 and 1.
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        ((z >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (size, turn) = (self.unit(), self.unit());
        libm::sqrt(-2.0 * libm::log(size)) * libm::cos(2.0 * core::f64::consts::PI * turn)
    }

    /// Gamma of mean 1, by the method of Marsaglia and Tsang.
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let more = libm::pow(self.unit(), 1.0 / shape);
            return self.gamma(shape + 1.0) * (shape + 1.0) * more / shape;
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.normal();
            let v = libm::pow(1.0 + x / libm::sqrt(9.0 * d), 3.0);
            if v > 0.0 && libm::log(self.unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v / shape;
            }
        }
    }

    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        let (mut count, mut time) = (0, -libm::log(self.unit()));
        while time < mean {
            count += 1;
            time -= libm::log(self.unit());
        }
        count
    }

    /// A day's count of this mean, uneven by this shape or even.
    pub(crate) fn count(&mut self, mean: f64, shape: Option<f64>) -> u64 {
        let today = mean * shape.map_or(1.0, |shape| self.gamma(shape));
        self.poisson(today)
    }
}
