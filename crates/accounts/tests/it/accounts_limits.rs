//! Limits: who is on the other end, whatever the headers say, and that guessing is slow while nobody is locked out.

use std::net::{IpAddr, Ipv4Addr};

use ombud_accounts::limit::{Limiter, Rate, RetryAfter};
use ombud_accounts::peer::{ForwardHeader, ForwardHeaders, Network};
use ombud_accounts::throttle::Means;
use ombud_accounts::{Proxies, Throttle};
use proptest::prelude::*;

use crate::accounts::{at, ip};

const MIA_UNKNOWN: Means<'_> = Means::Password {
    login: "mia",
    known_place: false,
};
const MIA_AT_HOME: Means<'_> = Means::Password {
    login: "mia",
    known_place: true,
};
const MIA_CODE: Means<'_> = Means::Code {
    login: "mia",
    known_place: false,
};

fn proxies(header: ForwardHeader) -> Proxies {
    Proxies {
        trusted: vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()],
        header,
    }
}

fn forwarded_for(lines: &[&str], socket: &str) -> IpAddr {
    proxies(ForwardHeader::XForwardedFor).peer_of(
        ip(socket),
        ForwardHeaders {
            x_forwarded_for: lines,
            forwarded: &["for=6.6.6.6"],
        },
    )
}

fn forwarded(lines: &[&str], socket: &str) -> IpAddr {
    proxies(ForwardHeader::Forwarded).peer_of(
        ip(socket),
        ForwardHeaders {
            x_forwarded_for: &["6.6.6.6"],
            forwarded: lines,
        },
    )
}

#[test]
fn the_peer_is_the_first_from_the_right_that_is_no_proxy() {
    let cases: [(&[&str], &str, &str); 12] = [
        (&["1.2.3.4"], "198.51.100.7", "198.51.100.7"),
        (&["1.2.3.4"], "10.0.0.1", "1.2.3.4"),
        (&["6.6.6.6, 1.2.3.4"], "10.0.0.1", "1.2.3.4"),
        (&["6.6.6.6, 1.2.3.4, 10.0.0.9"], "10.0.0.1", "1.2.3.4"),
        (&["6.6.6.6", "1.2.3.4", "10.0.0.9"], "10.0.0.1", "1.2.3.4"),
        (&["10.0.0.8, 10.0.0.9"], "10.0.0.1", "10.0.0.8"),
        (&["1.2.3.4, unknown"], "10.0.0.1", "10.0.0.1"),
        (&["1.2.3.4, ,10.0.0.9"], "10.0.0.1", "10.0.0.9"),
        (&[], "10.0.0.1", "10.0.0.1"),
        (&["1.2.3.4:5678"], "10.0.0.1", "1.2.3.4"),
        (&["[2001:db8::1]:443"], "fd00::1", "2001:db8::1"),
        (&["2001:db8::1"], "::ffff:10.0.0.1", "2001:db8::1"),
    ];
    for (lines, socket, peer) in cases {
        assert_eq!(
            forwarded_for(lines, socket),
            ip(peer),
            "{lines:?} over {socket}"
        );
    }
}

#[test]
fn the_other_header_is_read_only_when_it_is_the_configured_one() {
    let cases: [(&[&str], &str); 6] = [
        (&["for=1.2.3.4"], "1.2.3.4"),
        (&["for=6.6.6.6, For=\"1.2.3.4:80\";proto=https"], "1.2.3.4"),
        (&["proto=https;for=\"[2001:db8::1]:80\""], "2001:db8::1"),
        (&["for=1.2.3.4, for=10.9.9.9"], "1.2.3.4"),
        (&["for=1.2.3.4, for=_hidden"], "10.0.0.1"),
        (&["by=1.2.3.4"], "10.0.0.1"),
    ];
    for (lines, peer) in cases {
        assert_eq!(forwarded(lines, "10.0.0.1"), ip(peer), "{lines:?}");
    }
    assert_eq!(
        Proxies::default().peer_of(
            ip("10.0.0.1"),
            ForwardHeaders {
                x_forwarded_for: &["1.2.3.4"],
                forwarded: &[]
            }
        ),
        ip("10.0.0.1")
    );
}

#[test]
fn networks_are_written_as_they_are_meant() {
    for good in [
        "10.0.0.0/8",
        "0.0.0.0/0",
        "192.0.2.1/32",
        "fd00::/8",
        "::/0",
        "2001:db8::1/128",
    ] {
        let network: Network = good.parse().unwrap();
        assert_eq!(network.to_string(), good);
        assert_eq!(
            serde_json::from_str::<Network>(&serde_json::to_string(&network).unwrap()).unwrap(),
            network
        );
    }
    assert_eq!(
        "192.0.2.1".parse::<Network>().unwrap().to_string(),
        "192.0.2.1/32"
    );
    for wrong in [
        "",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/+8",
        "fd00::/129",
        "ten/8",
        "::ffff:10.0.0.0/104",
    ] {
        assert!(wrong.parse::<Network>().is_err(), "{wrong}");
    }
    let network: Network = "10.0.0.0/8".parse().unwrap();
    assert!(network.contains(ip("10.255.0.1")) && network.contains(ip("::ffff:10.1.1.1")));
    assert!(!network.contains(ip("11.0.0.0")) && !network.contains(ip("fd00::1")));
    for (peer, host) in [
        ("192.0.2.1", "192.0.2.1/32"),
        ("::ffff:192.0.2.1", "192.0.2.1/32"),
        ("2001:db8:0:1:ffff::1", "2001:db8:0:1::/64"),
    ] {
        assert_eq!(Network::of_host(ip(peer)).to_string(), host);
    }
}

/// E8: a million forged headers are one attacker.
#[test]
fn forged_headers_do_not_raise_the_limit() {
    let proxies = proxies(ForwardHeader::XForwardedFor);
    for (socket, real, requests) in [
        ("198.51.100.7", "", 100_000),
        ("10.0.0.1", ", 198.51.100.7", 1_000_000),
    ] {
        let mut throttle = Throttle::default();
        let mut passed = 0;
        for forged in 0..requests {
            let line = format!(
                "{}{real}",
                Ipv4Addr::from_bits(u32::wrapping_mul(forged, 2_654_435_761))
            );
            let headers = ForwardHeaders {
                x_forwarded_for: &[&line],
                forwarded: &[&line],
            };
            let peer = proxies.peer_of(ip(socket), headers);
            passed += u32::from(throttle.begin(peer, MIA_UNKNOWN, at(0)).is_ok());
        }
        assert_eq!((passed, throttle.keys()), (5, 3), "through {socket}");
    }
}

/// E8: a million real addresses and names stay within 100,000 keys, and the limit of the name holds.
#[test]
fn a_million_addresses_and_names_stay_bounded() {
    let mut throttle = Throttle::default();
    let mut mia = 0;
    for n in 0..1_000_000_u32 {
        let peer = IpAddr::V4(Ipv4Addr::from_bits(n));
        mia += u32::from(throttle.begin(peer, MIA_UNKNOWN, at(0)).is_ok());
        if n % 10 == 0 {
            let _ = throttle.begin(
                peer,
                Means::Code {
                    login: &format!("nobody{n}"),
                    known_place: false,
                },
                at(0),
            );
        }
    }
    assert!(mia <= 30, "{mia}");
    assert!(throttle.keys() <= 100_000, "{}", throttle.keys());
}

/// Fifteen minutes is the most that anybody waits, and an attacker's network never makes the holder wait elsewhere.
#[test]
fn an_attacker_at_one_address_does_not_hold_up_the_holder_elsewhere() {
    let (attacker, holder) = (ip("203.0.113.66"), ip("198.51.100.7"));
    for means in [MIA_UNKNOWN, MIA_CODE] {
        let mut throttle = Throttle::default();
        let (mut tried, mut longest) = (0, 0);
        for second in 0..86_400 {
            match throttle.begin(attacker, means, at(second)) {
                Ok(_charge) => tried += 1,
                Err(RetryAfter { millis }) => longest = longest.max(millis),
            }
            if second % 60 == 0 {
                let charge = throttle.begin(holder, means, at(second)).unwrap();
                throttle.succeeded(charge, at(second));
            }
        }
        assert!(tried <= 5 + 86_400 / 180, "{tried} guesses in a day");
        assert!(longest <= 15 * 60_000);
    }
}

#[test]
fn many_addresses_hold_up_neither_a_known_place_nor_a_passkey() {
    let mut throttle = Throttle::default();
    let holder = ip("198.51.100.7");
    let mut tried = 0;
    for n in 0..100_000_u32 {
        let second = i64::from(n / 100);
        tried += u32::from(
            throttle
                .begin(
                    IpAddr::V4(Ipv4Addr::from_bits(0x0b00_0000 + n)),
                    MIA_UNKNOWN,
                    at(second),
                )
                .is_ok(),
        );
    }
    assert!(
        tried <= 30 + 1_000 / 60 + 1,
        "{tried} guesses in 1,000 seconds"
    );
    let refused = throttle.begin(holder, MIA_UNKNOWN, at(1_000)).unwrap_err();
    assert!(refused.millis <= 15 * 60_000 && refused.seconds() <= 60);
    let charge = throttle.begin(holder, MIA_AT_HOME, at(1_000)).unwrap();
    throttle.succeeded(charge, at(1_000));
    assert!(
        throttle
            .begin(holder, Means::Unguessable, at(1_000))
            .is_ok()
    );
    assert!(
        throttle.begin(holder, MIA_UNKNOWN, at(1_061)).is_ok(),
        "and the wait ends"
    );
}

#[test]
fn names_that_do_not_exist_wait_as_long_and_case_does_not_help() {
    let mut throttle = Throttle::default();
    let peer = ip("203.0.113.66");
    let waits = |throttle: &mut Throttle, names: [&str; 3]| {
        (0..8)
            .map(|turn| {
                throttle
                    .begin(
                        peer,
                        Means::Password {
                            login: names[turn % 3],
                            known_place: false,
                        },
                        at(0),
                    )
                    .err()
            })
            .collect::<Vec<_>>()
    };
    let exists = waits(&mut throttle, ["mia", "MIA", " mia "]);
    let not = waits(&mut throttle, ["nobody", "NoBody", "nobody"]);
    assert_eq!(exists, not);
    assert_eq!(exists.iter().filter(|wait| wait.is_none()).count(), 5);
}

#[test]
fn successes_cost_nothing_and_a_refusal_charges_nothing_else() {
    let mut throttle = Throttle::default();
    let office = ip("198.51.100.7");
    for n in 0..1_000 {
        let charge = throttle
            .begin(
                office,
                Means::Password {
                    login: &format!("user{n}"),
                    known_place: false,
                },
                at(0),
            )
            .unwrap();
        throttle.succeeded(charge, at(0));
    }
    assert_eq!(throttle.keys(), 0);
    for _ in 0..100 {
        let _ = throttle.begin(office, MIA_UNKNOWN, at(0));
    }
    let passed = (0..100)
        .filter(|_| throttle.begin(office, Means::Unguessable, at(0)).is_ok())
        .count();
    assert_eq!(
        passed, 55,
        "only the five attempts that were let through were charged to the office"
    );
}

#[test]
fn neighbours_in_one_customers_network_are_one_peer() {
    let mut throttle = Throttle::default();
    let passed = (0..1_000_u128)
        .filter(|n| {
            let peer = IpAddr::V6((0x2001_0db8_0000_0000_u128 << 64 | n << 60 | n).into());
            throttle.begin(peer, MIA_UNKNOWN, at(0)).is_ok()
        })
        .count();
    assert_eq!(passed, 5);
}

proptest! {
    #[test]
    fn any_header_is_read(lines in proptest::collection::vec("\\PC{0,60}|((for=)?\"?\\[?[0-9a-f.:]{0,20}\\]?(:[0-9]{1,5})?\"?[,; ]*){0,6}", 0..4), direct in any::<bool>()) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let socket = if direct { "198.51.100.7" } else { "10.0.0.1" };
        for header in [ForwardHeader::XForwardedFor, ForwardHeader::Forwarded] {
            let peer = proxies(header).peer_of(ip(socket), ForwardHeaders { x_forwarded_for: &lines, forwarded: &lines });
            prop_assert!(!direct || peer == ip(socket));
        }
    }

    /// Whatever the client writes to the left, the peer is what the proxy wrote.
    #[test]
    fn the_left_side_does_not_matter(forged in "[0-9a-f.:, ]{0,60}", last in any::<u32>()) {
        let client = IpAddr::V4(Ipv4Addr::from_bits(last | 0xc000_0000));
        let line = format!("{forged}, {client}");
        prop_assert_eq!(forwarded_for(&[&line], "10.0.0.1"), client);
    }

    /// Against a slow and plain model: a bucket of whole tokens on a clock that only goes forward.
    #[test]
    fn the_limiter_is_a_token_bucket(burst in 1_u32..6, waits in proptest::collection::vec(0_u64..3_000, 1..80)) {
        let mut limiter = Limiter::new(Rate { burst, refill_millis: 1_000 }, 4);
        let (mut level, mut now) = (f64::from(burst), 0_u64);
        for wait in waits {
            now += wait;
            level = (level + wait as f64 / 1_000.0).min(f64::from(burst));
            let moment = ombud_model::Timestamp::from_millis(at(0).millis() + now as i64).unwrap();
            let taken = limiter.take(&1, moment).is_ok();
            prop_assert_eq!(taken, level + 1e-9 >= 1.0, "level {}", level);
            if taken { level -= 1.0; }
        }
    }
}
