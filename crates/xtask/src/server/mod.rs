//! A server of finished files: right types, the policy as a header, compressed, cached as long as is right.

mod mime;
mod site;

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response, StatusCode};

use site::Answer;
pub use site::Site;

/// Requests that are answered at the same time.
const THREADS: usize = 4;

/// A server that has its port already.
pub struct Server {
    http: Arc<tiny_http::Server>,
    site: Arc<Site>,
    port: u16,
}

impl Server {
    /// Takes `port` on this machine, or the next free one. Port 0 lets the system choose.
    pub fn bind(port: u16, site: Site) -> Result<Self> {
        let http = listen(port)?;
        let port = http.server_addr().to_ip().map_or(port, |address| address.port());
        Ok(Self { http: Arc::new(http), site: Arc::new(site), port })
    }

    /// The port that it got.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://localhost:{}{}", self.port, self.site.base())
    }

    /// Answers requests until the process ends.
    pub fn run(self) {
        for thread in self.start() {
            let _ = thread.join();
        }
    }

    /// Answers requests on threads of their own.
    pub fn start(self) -> Vec<thread::JoinHandle<()>> {
        (0..THREADS)
            .map(|_| {
                let (http, site) = (Arc::clone(&self.http), Arc::clone(&self.site));
                thread::spawn(move || {
                    for request in http.incoming_requests() {
                        // A browser that went away is no concern of ours.
                        let _ = answer(request, &site);
                    }
                })
            })
            .collect()
    }
}

fn listen(port: u16) -> Result<tiny_http::Server> {
    let last = if port == 0 { 0 } else { port.saturating_add(99) };
    for candidate in port..=last {
        match tiny_http::Server::http((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(server) => return Ok(server),
            Err(error) if candidate < last && is_busy(error.as_ref()) => {}
            Err(error) => return Err(anyhow!("port {candidate} cannot be used: {error}")),
        }
    }
    Err(anyhow!("no free port from {port} to {last}"))
}

fn is_busy(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::AddrInUse)
}

fn answer(request: Request, site: &Site) -> io::Result<()> {
    let brotli = request
        .headers()
        .iter()
        .any(|header| header.field.equiv("Accept-Encoding") && header.value.as_str().contains("br"));
    let Answer { status, headers, body } = match request.method() {
        Method::Get | Method::Head => site.answer(request.url(), brotli),
        _ => Answer::refusal(405, "Only GET and HEAD."),
    };
    let headers = headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
    let length = body.len();
    request.respond(Response::new(StatusCode(status), headers, io::Cursor::new(body), Some(length), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_port_leads_to_the_next_free_one() {
        let site = || Site::new(std::env::temp_dir(), "/".to_owned());
        let first = Server::bind(0, site()).unwrap();
        let second = Server::bind(first.port(), site()).unwrap();
        assert!(second.port() > first.port(), "{} then {}", first.port(), second.port());
    }
}
