//! From tokens to a tree, by precedence climbing.
//!
//! From loose to tight: `+ -`, `* /`, unary minus, `^` (which binds right). So `-x^2` is −(x²), and `x^-y^2` is
//! x^(−(y²)).

use super::error::{FormulaError, quoted};
use super::lexer::{self, Kind, Token};
use super::names::{self, Function};

/// The most characters that a formula has.
pub const MAX_CHARACTERS: usize = 400;
/// The most brackets, signs and powers that may be inside one another.
const MAX_DEPTH: usize = 64;

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
}

/// A node of the tree; operands are indices of earlier nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    Number(f64),
    X,
    Y,
    Knob(usize),
    Neg(usize),
    Operator(Operator, usize, usize),
    One(names::Unary, usize),
    Two(names::Binary, usize, usize),
}

/// A formula as a tree: every node comes after its operands, the last one is the root.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// The knobs' names in the order of appearance.
    pub knobs: Vec<String>,
}

pub(super) fn parse(text: &str) -> Result<Tree, FormulaError> {
    let length = text.chars().count();
    if length > MAX_CHARACTERS {
        let found = format!("a formula of {length} characters");
        return Err(FormulaError::new(MAX_CHARACTERS + 1, found, format!("at most {MAX_CHARACTERS}")));
    }
    let mut parser = Parser { tokens: lexer::tokens(text), at: 0, depth: 0, tree: Tree::default() };
    parser.expression(0)?;
    parser.end()?;
    Ok(parser.tree)
}

const OPERAND: &str = "a number, x, y, a knob, a function or “(”";

struct Parser {
    tokens: Vec<Result<Token, FormulaError>>,
    at: usize,
    depth: usize,
    tree: Tree,
}

impl Parser {
    fn peek(&self) -> Result<&Token, FormulaError> {
        // The list ends with an end or an error, and the parser never passes either.
        self.tokens[self.at].as_ref().map_err(Clone::clone)
    }

    fn push(&mut self, node: Node) -> usize {
        self.tree.nodes.push(node);
        self.tree.nodes.len() - 1
    }

    /// An expression whose operators all bind at least as tightly as `least`: 0 for sums, 1 products, 2 signs, 3 powers.
    fn expression(&mut self, least: u8) -> Result<usize, FormulaError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let token = self.peek()?;
            let expected = format!("at most {MAX_DEPTH} brackets, signs and powers inside one another");
            return Err(FormulaError::new(token.column, found(token), expected));
        }
        let mut left = self.operand()?;
        loop {
            let (operator, level, right_least) = match self.peek()?.kind {
                Kind::Plus => (Operator::Add, 0, 1),
                Kind::Minus => (Operator::Sub, 0, 1),
                Kind::Star => (Operator::Mul, 1, 2),
                Kind::Slash => (Operator::Div, 1, 2),
                Kind::Caret => (Operator::Pow, 3, 3),
                _ => break,
            };
            if level < least {
                break;
            }
            self.at += 1;
            // After `^` a sign is allowed and its operand is a power: x^-y^2.
            let right = self.expression(right_least)?;
            left = self.push(Node::Operator(operator, left, right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<usize, FormulaError> {
        let token = self.peek()?.clone();
        match token.kind {
            Kind::Minus => {
                self.at += 1;
                let operand = self.expression(2)?;
                Ok(self.push(Node::Neg(operand)))
            }
            Kind::Number(value) => {
                self.at += 1;
                Ok(self.push(Node::Number(value)))
            }
            Kind::Open => {
                self.at += 1;
                let inner = self.expression(0)?;
                self.close(&token)?;
                Ok(inner)
            }
            Kind::Name => {
                self.at += 1;
                self.name(&token)
            }
            Kind::End if token.column == 1 || self.at == 0 => {
                Err(FormulaError::new(token.column, "nothing", "a formula such as x^2 + y^2"))
            }
            Kind::Plus => {
                Err(FormulaError::new(token.column, found(&token), format!("{OPERAND}; a leading + is left out")))
            }
            _ => Err(FormulaError::new(token.column, found(&token), OPERAND)),
        }
    }

    fn name(&mut self, name: &Token) -> Result<usize, FormulaError> {
        let next = self.tokens[self.at].clone();
        let called = next.as_ref().is_ok_and(|token| token.kind == Kind::Open);
        match (name.text.as_str(), names::function(&name.text)) {
            (_, Some(function)) if called => self.call(name, function),
            (text, Some(_)) => {
                let next = next?;
                let expected = match next.kind {
                    Kind::Caret => format!("“(” after {text}: write {text}(…)^2"),
                    Kind::Name | Kind::Number(_) => format!("“(” after {text}: write {text}({})", next.text),
                    _ => format!("“(” after {text}: write {text}(…)"),
                };
                Err(FormulaError::new(next.column, found(&next), expected))
            }
            ("x", _) if !called => Ok(self.push(Node::X)),
            ("y", _) if !called => Ok(self.push(Node::Y)),
            ("pi", _) if !called => Ok(self.push(Node::Number(std::f64::consts::PI))),
            ("e", _) if !called => Ok(self.push(Node::Number(std::f64::consts::E))),
            (text @ ("x" | "y" | "pi" | "e"), _) => {
                let expected = format!("an operator: write {text}*(…)");
                Err(FormulaError::new(next?.column, format!("“(” right after {text}"), expected))
            }
            (text, None) if called => {
                let expected = match names::meant(text) {
                    Some(instead) => format!("a function: write {instead}"),
                    None => {
                        let all: Vec<&str> = names::functions().collect();
                        format!("one of {}; a product is written {text}*(…)", all.join(", "))
                    }
                };
                Err(FormulaError::new(name.column, format!("{}, which is no function", quoted(text)), expected))
            }
            (text, None) => {
                let known = self.tree.knobs.iter().position(|knob| knob == text);
                let index = known.unwrap_or_else(|| {
                    self.tree.knobs.push(text.to_owned());
                    self.tree.knobs.len() - 1
                });
                Ok(self.push(Node::Knob(index)))
            }
        }
    }

    fn call(&mut self, name: &Token, function: Function) -> Result<usize, FormulaError> {
        let open = self.peek()?.clone();
        self.at += 1;
        if self.peek()?.kind == Kind::Close {
            let token = self.peek()?;
            let expected = match function {
                Function::One(_) => format!("an argument: write {}(x)", name.text),
                Function::Two(_) => format!("two arguments: write {}(x, y)", name.text),
            };
            return Err(FormulaError::new(token.column, found(token), expected));
        }
        let first = self.expression(0)?;
        match function {
            Function::One(function) => {
                let token = self.peek()?;
                if token.kind == Kind::Comma {
                    let expected = format!("“)”: {} takes one argument{}", name.text, self.decimal_comma());
                    return Err(FormulaError::new(token.column, found(token), expected));
                }
                self.close(&open)?;
                Ok(self.push(Node::One(function, first)))
            }
            Function::Two(function) => {
                let token = self.peek()?;
                if token.kind != Kind::Comma {
                    let advice = if token.kind == Kind::Close {
                        format!("“,” and a second argument: {} takes two", name.text)
                    } else {
                        self.after_operand("“,”")
                    };
                    return Err(FormulaError::new(token.column, found(token), advice));
                }
                self.at += 1;
                let second = self.expression(0)?;
                let token = self.peek()?;
                if token.kind == Kind::Comma {
                    let advice = format!("“)”: {} takes two arguments{}", name.text, self.decimal_comma());
                    return Err(FormulaError::new(token.column, found(token), advice));
                }
                self.close(&open)?;
                Ok(self.push(Node::Two(function, first, second)))
            }
        }
    }

    /// The closing bracket that belongs to `open`.
    fn close(&mut self, open: &Token) -> Result<(), FormulaError> {
        let token = self.peek()?;
        if token.kind == Kind::Close {
            self.at += 1;
            return Ok(());
        }
        let close = format!("“)” for the bracket of column {}", open.column);
        let expected = if token.kind == Kind::End { close } else { self.after_operand(&close) };
        Err(FormulaError::new(token.column, found(token), expected))
    }

    fn end(&mut self) -> Result<(), FormulaError> {
        let token = self.peek()?;
        match token.kind {
            Kind::End => Ok(()),
            Kind::Close => {
                Err(FormulaError::new(token.column, found(token), "an operator or the end: no bracket is open"))
            }
            _ => Err(FormulaError::new(token.column, found(token), self.after_operand("the end"))),
        }
    }

    /// What is expected after a complete operand, with the product written out where the next token looks like one.
    fn after_operand(&self, otherwise: &str) -> String {
        let (Ok(before), Ok(next)) = (&self.tokens[self.at - 1], &self.tokens[self.at]) else {
            return format!("an operator or {otherwise}");
        };
        let left = if before.kind == Kind::Close { "(…)" } else { &before.text };
        let right = match next.kind {
            Kind::Open => "(…)",
            Kind::Number(_) => &next.text,
            Kind::Name if names::function(&next.text).is_some() => &format!("{}(…)", next.text),
            Kind::Name => &next.text,
            Kind::Comma => return format!("an operator or {otherwise}{}", self.decimal_comma()),
            _ => return format!("an operator or {otherwise}"),
        };
        if before.kind == Kind::Name
            && let Some(instead) = names::meant(&before.text)
        {
            return format!("an operator or {otherwise}: write {left}*{right} for a product; is {instead} meant?");
        }
        format!("an operator or {otherwise}: write {left}*{right} for a product")
    }

    /// Advice where a comma stands between digits.
    fn decimal_comma(&self) -> String {
        let number = |at: usize| match self.tokens.get(at) {
            Some(Ok(Token { kind: Kind::Number(_), text, .. })) => Some(text),
            _ => None,
        };
        match (number(self.at.wrapping_sub(1)), number(self.at + 1)) {
            (Some(left), Some(right)) => format!("; decimals are written with a point: {left}.{right}"),
            _ => String::new(),
        }
    }
}

/// A token as a sentence names it.
fn found(token: &Token) -> String {
    if token.kind == Kind::End { "the end".to_owned() } else { quoted(&token.text) }
}
