//! Reference pages generated from the content.

use crate::Content;

/// File name and Markdown of each generated page.
pub fn reference_pages(_content: &Content) -> Vec<(String, String)> {
    Vec::new()
}
