//! What all pages to read have around them, and what they tell other sites about themselves.

use serde_json::json;

use super::PICTURES;

/// The size of the frame that other sites are offered.
const FRAME: (u32, u32) = (720, 720);
/// The size of the picture of a preview.
pub const PREVIEW: (u32, u32) = (800, 420);

/// Text for HTML.
pub fn text(source: &str) -> String {
    source.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text for an attribute in double quotes.
pub fn attribute(source: &str) -> String {
    text(source).replace('"', "&quot;")
}

/// How a page is shown where it is linked.
pub struct Preview<'a> {
    /// Where the site will be, if that is known.
    pub home: Option<&'a str>,
    /// The folder of the page.
    pub path: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// The link of the experiment that a frame shows.
    pub experiment: &'a str,
    /// The picture's file.
    pub picture: String,
}

impl Preview<'_> {
    /// A whole address where the home is known, else one as seen from the page.
    fn address(&self, file: &str) -> String {
        self.home.map_or_else(|| up(self.path), str::to_owned) + file
    }

    /// The answer to oEmbed, as a file.
    pub fn oembed(&self) -> String {
        let (width, height) = FRAME;
        let source = attribute(&format!("{}#{}", self.address("embed.html"), self.experiment));
        let title = attribute(self.title);
        let frame = format!(
            "<iframe src=\"{source}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\"></iframe>"
        );
        json!({
            "version": "1.0", "type": "rich", "provider_name": "Descent", "title": self.title,
            "width": width, "height": height, "html": frame,
            "thumbnail_url": self.address(&self.picture), "thumbnail_width": PREVIEW.0, "thumbnail_height": PREVIEW.1,
        })
        .to_string()
    }

    /// What stands in the head.
    fn tags(&self) -> String {
        let picture = attribute(&self.address(&self.picture));
        let oembed = attribute(&self.home.map_or_else(String::new, |home| format!("{home}{}/", self.path)));
        format!(
            "<meta property=\"og:title\" content=\"{}\">\n<meta property=\"og:image\" content=\"{picture}\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n\
             <link rel=\"alternate\" type=\"application/json+oembed\" href=\"{oembed}oembed.json\">\n",
            attribute(self.title)
        )
    }
}

/// The way from a page's folder to the site's root.
pub fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count() + 1)
}

/// A page to read. Title and description are escaped already.
pub struct Page<'a> {
    /// Its folder.
    pub path: &'a str,
    /// What stands in the tab.
    pub title: &'a str,
    /// A sentence for search engines and previews.
    pub description: &'a str,
    /// What it tells other sites.
    pub preview: Option<Preview<'a>>,
    /// What there is to read.
    pub body: &'a str,
}

/// The pages that the header of each leads to.
pub const PLACES: &[(&str, &str)] = &[("lessons", "Lessons"), ("gallery", "Gallery"), ("recipes", "Recipes")];

impl Page<'_> {
    /// The page as a source of the build.
    pub fn html(&self) -> String {
        let up = up(self.path);
        let places: String = PLACES
            .iter()
            .map(|(path, name)| {
                let current = if self.path == *path { " aria-current=\"page\"" } else { "" };
                format!("<a href=\"{up}{path}/index.html\"{current}>{name}</a>")
            })
            .collect();
        let Self { title, description, body, .. } = self;
        let tags = self.preview.as_ref().map_or_else(String::new, Preview::tags);
        format!(
            "<!doctype html>
<html lang=\"en\" data-descent=\"page\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"description\" content=\"{description}\">
{tags}<title>{title} · Descent</title>
<link rel=\"icon\" href=\"{up}icon.svg\" type=\"image/svg+xml\">
<link rel=\"stylesheet\" href=\"{up}style.css\">
<link rel=\"stylesheet\" href=\"{up}notes.css\">
<script src=\"{up}js/notes.mjs\"></script>
<script src=\"{up}descent-lab.js\" defer></script>
</head>
<body class=\"notes\">
<header class=\"top\">
<a class=\"logo\" href=\"{up}index.html\"><img src=\"{up}icon.svg\" alt=\"\" width=\"24\" height=\"24\"><b>Descent</b></a>
<nav aria-label=\"Site\">{places}</nav>
</header>
<main>
{body}
</main>
</body>
</html>
"
        )
    }
}

/// The file of a picture for previews.
pub fn preview_of(name: &str) -> String {
    format!("{PICTURES}{name}.png")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(home: Option<&str>) -> Preview<'_> {
        Preview {
            home,
            path: "lessons/loss",
            title: "A \"loss\"",
            experiment: "v=1&o=gd",
            picture: preview_of("lessons-loss"),
        }
    }

    #[test]
    fn previews_have_whole_addresses_where_the_home_is_known() {
        let tags = preview(Some("https://example.org/d/")).tags();
        assert!(tags.contains("content=\"https://example.org/d/pictures/lessons-loss.png\""), "{tags}");
        assert!(tags.contains("href=\"https://example.org/d/lessons/loss/oembed.json\""), "{tags}");
        assert!(tags.contains("A &quot;loss&quot;"), "{tags}");
        let tags = preview(None).tags();
        assert!(tags.contains("\"../../pictures/lessons-loss.png\"") && tags.contains("\"oembed.json\""), "{tags}");
    }

    #[test]
    fn an_oembed_answer_has_all_that_its_type_asks_for() {
        let answer: serde_json::Value =
            serde_json::from_str(&preview(Some("https://example.org/d/")).oembed()).unwrap();
        assert_eq!((answer["version"].as_str(), answer["type"].as_str()), (Some("1.0"), Some("rich")));
        let html = answer["html"].as_str().unwrap();
        assert!(html.contains("src=\"https://example.org/d/embed.html#v=1&amp;o=gd\""), "{html}");
        assert!(answer["width"].is_u64() && answer["height"].is_u64());
    }

    #[test]
    fn the_way_up_is_as_long_as_the_way_down() {
        assert_eq!((up("gallery").as_str(), up("lessons/loss").as_str()), ("../", "../../"));
    }
}
