//! How maps of an experiment are read: key by key. Litemap's own reader sorts what does not come in order, and each instance of a sort is four kilobytes
//! of the page's module.

use std::fmt;
use std::marker::PhantomData;

use litemap::LiteMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

struct Entries<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
    type Value = LiteMap<String, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = LiteMap::new();
        while let Some((key, value)) = entries.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}

/// Reads a map whose keys come in any order; of equal ones the last counts.
pub fn read<'de, D: Deserializer<'de>, V: Deserialize<'de>>(deserializer: D) -> Result<LiteMap<String, V>, D::Error> {
    deserializer.deserialize_map(Entries(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_any_order_and_the_last_of_equal_ones_counts() {
        let read = |text: &str| read::<_, f64>(&mut serde_json::Deserializer::from_str(text));
        let map = read(r#"{"rate":0.1,"beta2":0.9,"beta1":0.5,"rate":0.2}"#).unwrap();
        let entries: Vec<_> = map.iter().map(|(key, value)| (key.as_str(), *value)).collect();
        assert_eq!(entries, [("beta1", 0.5), ("beta2", 0.9), ("rate", 0.2)]);
        assert!(read("[]").unwrap_err().to_string().contains("expected a map"));
    }
}
