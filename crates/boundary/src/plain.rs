//! Plain objects across the boundary, and errors that name the control that is wrong.

use descent_optim::experiment::Notice;
use js_sys::{Error, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A value as JSON would have it: plain objects, `null` for nothing; numbers that are not finite stay numbers.
pub fn plain<T: Serialize + ?Sized>(value: &T) -> JsValue {
    // Fails only for maps whose keys are not texts; we have none.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED)
}

/// A notice as an `Error` with `path`, `value` and, for formulas, `column`.
pub fn fault(notice: &Notice) -> JsValue {
    let error = Error::new(&notice.message);
    let column = notice.column.map_or(JsValue::NULL, |column| JsValue::from(column as u32));
    for (key, value) in
        [("path", notice.path.as_str().into()), ("value", notice.value.as_str().into()), ("column", column)]
    {
        // An `Error` made here takes any property.
        let _ = Reflect::set(&error, &key.into(), &value);
    }
    error.into()
}
