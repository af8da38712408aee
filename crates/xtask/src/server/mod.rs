//! A server of finished files: right types, the policy as a header, compressed, cached as long as is right.

mod mime;
mod site;

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use oxhttp::model::{Body, Method, Request, Response};
use oxhttp::{ListeningServer, Server as Http};

use site::Answer;
pub use site::Site;

/// How many ports are tried after the one that was asked for.
const OTHER_PORTS: u16 = 100;

/// A server that answers already, on threads of its own.
pub struct Server {
    http: ListeningServer,
    port: u16,
    base: String,
}

impl Server {
    /// Serves a site on `port` of this machine, or on the next free one. Port 0 lets the system choose.
    pub fn start(port: u16, site: Site) -> Result<Self> {
        let base = site.base().to_owned();
        let site = Arc::new(site);
        let first = if port == 0 { any_free_port()? } else { port };
        for port in first..=first.saturating_add(OTHER_PORTS) {
            match listen(port, &site) {
                Ok(http) => return Ok(Self { http, port, base }),
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(error).with_context(|| format!("port {port} cannot be used")),
            }
        }
        bail!("none of the {OTHER_PORTS} ports from {first} on is free");
    }

    /// The port that it got.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://localhost:{}{}", self.port, self.base)
    }

    /// Waits until the process ends.
    pub fn wait(self) -> Result<()> {
        Ok(self.http.join()?)
    }
}

fn any_free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn listen(port: u16, site: &Arc<Site>) -> io::Result<ListeningServer> {
    let site = Arc::clone(site);
    Http::new(move |request| respond(request, &site)).bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).spawn()
}

fn respond(request: &Request<Body>, site: &Site) -> Response<Body> {
    let accepted = request.headers().get("Accept-Encoding").and_then(|value| value.to_str().ok());
    let answer = match *request.method() {
        Method::GET => {
            let uri = request.uri();
            let known = request.headers().get("If-None-Match").and_then(|value| value.to_str().ok());
            site.answer_anew(uri.path(), uri.query(), accepted.is_some_and(accepts_brotli), known)
        }
        _ => Answer::refusal(405, "Only GET is answered here."),
    };
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    // A header that cannot be sent is the fault of a strange address.
    response.body(Body::from(answer.body)).unwrap_or_else(|_| {
        let mut response = Response::new(Body::from("This address is not understood.\n"));
        *response.status_mut() = oxhttp::model::StatusCode::BAD_REQUEST;
        response
    })
}

fn accepts_brotli(accepted: &str) -> bool {
    accepted.split(',').any(|coding| coding.trim() == "br")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_leads_to_the_next_free_one() {
        let site = || Site::new(std::env::temp_dir(), "/".to_owned());
        let first = Server::start(0, site()).unwrap();
        let second = Server::start(first.port(), site()).unwrap();
        assert!(second.port() > first.port(), "{} then {}", first.port(), second.port());
    }

    #[test]
    fn brotli_is_sent_to_those_who_ask_for_it() {
        assert!(accepts_brotli("gzip, deflate, br, zstd"));
        assert!(!accepts_brotli("gzip, brown"));
    }
}
