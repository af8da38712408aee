//! Colours: text forms, contrast, and even mixing.

use descent_optim::math;

/// An opaque or see-through colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
    /// 0 invisible, 1 opaque.
    pub alpha: f64,
}

impl Color {
    /// The opaque colour 0xRRGGBB.
    pub const fn hex(rgb: u32) -> Color {
        Color { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], alpha: 1.0 }
    }

    /// The same colour with another opacity.
    #[must_use]
    pub const fn fade(self, alpha: f64) -> Color {
        Color { alpha, ..self }
    }

    /// The colour as CSS writes it: `#rrggbb`, with two more digits where it is not opaque.
    pub fn css(self) -> String {
        let [r, g, b] = self.rgb;
        let alpha = (self.alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
        if alpha == 255 { format!("#{r:02x}{g:02x}{b:02x}") } else { format!("#{r:02x}{g:02x}{b:02x}{alpha:02x}") }
    }

    /// The colour seen when this one lies over the opaque colour `under`.
    #[must_use]
    pub fn over(self, under: Color) -> Color {
        let mix = |i: usize| f64::from(self.rgb[i]) * self.alpha + f64::from(under.rgb[i]) * (1.0 - self.alpha);
        Color { rgb: [0, 1, 2].map(|i| mix(i).round() as u8), alpha: 1.0 }
    }

    fn linear(self) -> [f64; 3] {
        self.rgb.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { math::pow((c + 0.055) / 1.055, 2.4) }
        })
    }

    /// The relative luminance of WCAG 2, opacity left out.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast ratio of WCAG 2, from 1 to 21, opacity left out.
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// Lightness and the two opponent axes of Oklab, where equal distances look equally far apart.
    pub fn oklab(self) -> [f64; 3] {
        oklab(self.linear())
    }

    /// As seen with a full deficiency of one kind of cone, after Machado, Oliveira and Fernandes (2009), table 1.
    #[must_use]
    pub fn seen_with(self, vision: Vision) -> [f64; 3] {
        let m = match vision {
            Vision::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Vision::Protan => {
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            }
            Vision::Deutan => {
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            }
            Vision::Tritan => {
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        };
        let c = self.linear();
        oklab(m.map(|row| (row[0] * c[0] + row[1] * c[1] + row[2] * c[2]).clamp(0.0, 1.0)))
    }

    /// The colour a share `t` of the way from `a` to `b`, in Oklab: even steps of `t` look even.
    pub fn mix(a: Color, b: Color, t: f64) -> Color {
        let (p, q) = (a.oklab(), b.oklab());
        from_oklab([0, 1, 2].map(|i| p[i] + (q[i] - p[i]) * t))
    }
}

/// How colours are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// With all three kinds of cones.
    Usual,
    /// Without cones for long waves.
    Protan,
    /// Without cones for middle waves.
    Deutan,
    /// Without cones for short waves.
    Tritan,
}

fn oklab(c: [f64; 3]) -> [f64; 3] {
    let cone = |w: [f64; 3]| math::pow((w[0] * c[0] + w[1] * c[1] + w[2] * c[2]).max(0.0), 1.0 / 3.0);
    let l = cone([0.4122214708, 0.5363325363, 0.0514459929]);
    let m = cone([0.2119034982, 0.6806995451, 0.1073969566]);
    let s = cone([0.0883024619, 0.2817188376, 0.6299787005]);
    [
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    ]
}

fn from_oklab([light, a, b]: [f64; 3]) -> Color {
    let cube = |x: f64| x * x * x;
    let l = cube(light + 0.3963377774 * a + 0.2158037573 * b);
    let m = cube(light - 0.1055613458 * a - 0.0638541728 * b);
    let s = cube(light - 0.0894841775 * a - 1.2914855480 * b);
    let linear = [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    ];
    let rgb = linear.map(|c| {
        let c = if c <= 0.0031308 { 12.92 * c } else { 1.055 * math::pow(c, 1.0 / 2.4) - 0.055 };
        (c.clamp(0.0, 1.0) * 255.0).round() as u8
    });
    Color { rgb, alpha: 1.0 }
}
