//! Links: any experiment goes to text and back; any text gives a valid experiment and a sentence for what is wrong.

use descent_optim::catalog::Param;
use descent_optim::experiment::class::{Control, LOCKS, PARTS};
use descent_optim::experiment::network::{self, Network};
use descent_optim::experiment::{
    Axis, Bounds, DataSpec, Experiment, Level, RunSpec, ScheduleSpec, See, Source, Theme, limits, link,
};
use descent_optim::race::Race;
use descent_optim::{data, functions, optimizers, schedules};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

#[test]
fn frozen_links_read_without_a_notice_and_write_back_to_the_same_bytes() {
    let path = format!("{}/../../tests/links/v1.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let links: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert!(links.len() >= 14);
    for text in links {
        for lead in ["", "#", "?"] {
            let reading = link::read(&format!("{lead}{text}"));
            assert_eq!(reading.notices, [], "{text}");
            assert_eq!(reading.experiment.link(), text);
            Race::new(&reading.experiment).unwrap();
        }
    }
}

/// Numbers that bite: any finite double, and the ones where formats break.
fn nasty() -> impl Strategy<Value = f64> {
    let any = any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| x + 0.0);
    prop_oneof![4 => any, 1 => select(vec![0.0, 1e21, 1e-7, 123456789012345680000.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2])]
}

/// A value in a parameter's range.
fn value(param: Param) -> impl Strategy<Value = f64> {
    use descent_optim::catalog::Kind;
    let any = match param.kind {
        Kind::Number => nasty()
            .prop_map(move |x| if param.allows(x) { x } else { param.min + (param.max - param.min) / 3.0 })
            .boxed(),
        Kind::Whole => (param.min as u32..=param.max as u32).prop_map(f64::from).boxed(),
        Kind::Flag => select(vec![0.0, 1.0]).boxed(),
    };
    prop_oneof![any, select(vec![param.min, param.max])]
}

fn run() -> impl Strategy<Value = RunSpec> {
    let method = select(optimizers::CATALOG.to_vec());
    let parts = method.prop_flat_map(|method| {
        let given = subsequence(method.params.to_vec(), 0..=method.params.len());
        let set = given.prop_flat_map(|params| {
            params.into_iter().map(|p| value(p).prop_map(move |v| (p.key.to_owned(), v))).collect::<Vec<_>>()
        });
        let can: Vec<Param> = method.params.iter().copied().filter(|p| p.scheduled).collect();
        let most = can.len().min(1);
        let followed = subsequence(can, 0..=most).prop_flat_map(|params| {
            let one = |p: Param| {
                let schedule = select(schedules::CATALOG.to_vec());
                schedule.prop_flat_map(move |schedule| {
                    let own = |q: &Param| if q.key == "end" { Param { min: p.min, max: p.max, ..*q } } else { *q };
                    let set: Vec<_> =
                        schedule.params.iter().map(|q| value(own(q)).prop_map(|v| (q.key.to_owned(), v))).collect();
                    set.prop_map(move |set| {
                        let spec = ScheduleSpec { id: schedule.id.to_owned(), set: set.into_iter().collect() };
                        (p.key.to_owned(), spec)
                    })
                })
            };
            params.into_iter().map(one).collect::<Vec<_>>()
        });
        (Just(method.id), proptest::option::of(select(method.forms.to_vec())), set, followed)
    });
    let label = proptest::option::of("[ -~äß;=~%&,+#\u{1F600}]{1,12}");
    let noise = proptest::option::of(select(vec![0.0, 0.1 + 0.2, 1e-7, limits::NOISE]));
    let bounds = proptest::option::of(prop_oneof![
        Just(Bounds::Own),
        Just(Bounds::Box([f64::NEG_INFINITY, 1.5, -2.0, f64::INFINITY]))
    ]);
    let tol = || proptest::option::of(nasty().prop_map(f64::abs));
    let batch = proptest::option::of(select(vec![0, 1, 7, limits::BATCH]));
    let own = (bounds, tol(), tol(), noise, batch);
    (parts, label, own).prop_map(|((id, form, set, schedules), label, (bounds, tol, xtol, noise, batch))| RunSpec {
        form,
        set: set.into_iter().collect(),
        schedules: schedules.into_iter().collect(),
        label,
        tol,
        xtol,
        bounds,
        noise,
        batch,
        ..RunSpec::of(id)
    })
}

fn experiment() -> impl Strategy<Value = Experiment> {
    let builtin = select(functions::CATALOG.to_vec()).prop_flat_map(|f| {
        let knobs: Vec<_> = f.knobs.iter().map(|k| value(*k).prop_map(|v| (k.key.to_owned(), v))).collect();
        (Just(Source::Builtin(f.id.to_owned())), knobs)
    });
    let formula = select(vec!["a*x^2+(y-1)^2", "sin(x)*a + y", "max(x, -a*y)"]);
    let formula = (formula, nasty()).prop_map(|(f, a)| (Source::Formula(f.to_owned()), vec![("a".to_owned(), a)]));
    let sums = select(data::CATALOG.to_vec()).prop_flat_map(|data| {
        let knobs: Vec<_> = data
            .knobs
            .iter()
            .map(|k| {
                // To draw a hundred thousand examples for each of hundreds of experiments takes its time.
                let few = if k.key == "n" { Param { max: 300.0, slider: (1.0, 300.0), ..*k } } else { *k };
                value(few).prop_map(|v| (k.key.to_owned(), v))
            })
            .collect();
        let own = if data.own { 0..=5 } else { 0..=0usize };
        let pts = proptest::collection::vec([-1e3..1e3, -1e3..1e3], own);
        let model = proptest::option::of(select(vec!["line", "logistic", "robust"]));
        (Just(data), knobs, pts, model).prop_map(|(data, knobs, pts, model)| {
            let model = model.filter(|_| data.own).map(str::to_owned);
            (Source::Data(DataSpec { id: data.id.to_owned(), model, pts }), knobs)
        })
    });
    let starts = proptest::collection::vec([nasty(), nasty()], 0..=3);
    let text = || proptest::option::of("[ -~äß&=#%\u{1F600}]{1,30}");
    let rest =
        (1u32..=10_000, nasty(), nasty(), proptest::option::of(0u32..1000), select(&Axis::ALL[..]), text(), text());
    let see = prop_oneof![Just(See::default()), any::<u32>().prop_map(See::of)];
    let ids = |list: &[Control]| list.iter().map(|one| one.id.to_owned()).collect::<Vec<_>>();
    let (parts, locks) = (ids(PARTS), [ids(LOCKS), vec!["rate".to_owned(), "0.form".to_owned()]].concat());
    let class = (subsequence(parts, 0..=2), subsequence(locks, 0..=3));
    let view = proptest::option::of(Just([-1.5, 1e3, -7.25, 0.0]));
    let theme = proptest::option::of(select(vec![Theme::Light, Theme::Dark]));
    let chance = (select(vec![0.0, 0.3, 1e-9]), select(vec![0, 1, 10, limits::BATCH]), 0..=limits::SEED, 1..=4u32);
    let look = (view, theme, see, class);
    (prop_oneof![builtin, formula, sums], starts, proptest::collection::vec(run(), 1..=5), rest, chance, look).prop_map(
        |(
            (f, p),
            x0,
            o,
            (n, tol, xtol, k, (_, axis), title, ask),
            (noise, batch, seed, seeds),
            (area, theme, see, (hide, lock)),
        )| {
            Experiment {
                f,
                p: p.into_iter().collect(),
                x0,
                o,
                n,
                tol: tol.abs(),
                xtol: xtol.abs(),
                bounds: Some(Bounds::Own),
                noise,
                batch,
                seed,
                seeds,
                area,
                k,
                axis,
                see,
                hide,
                lock,
                theme,
                title,
                ask,
                kept: Vec::new(),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_experiment_comes_back_from_its_text(experiment in experiment()) {
        let experiment = experiment.normal();
        let text = experiment.link();
        let reading = link::read(&text);
        prop_assert_eq!(&reading.notices, &[], "{}", text);
        prop_assert_eq!(&reading.experiment, &experiment, "{}", text);
        prop_assert_eq!(reading.experiment.link(), text);
        prop_assert!(Race::new(&reading.experiment).is_ok());
    }

    #[test]
    fn any_text_gives_a_valid_experiment(text in ".{0,200}") {
        let reading = link::read(&text);
        prop_assert!(Race::new(&reading.experiment).is_ok());
        let again = link::read(&reading.experiment.link());
        prop_assert_eq!(again.experiment, reading.experiment);
    }

    #[test]
    fn any_mutilated_link_gives_a_valid_experiment(experiment in experiment(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), "[ -~]{0,3}"), 0..4)) {
        let mut text = format!("#{}", experiment.link());
        for (index, with) in cuts {
            let at = text.floor_char_boundary(index.index(text.len()));
            let end = text.ceil_char_boundary((at + 2).min(text.len()));
            text.replace_range(at..end, &with);
        }
        let reading = link::read(&text);
        prop_assert!(Race::new(&reading.experiment).is_ok(), "{}", text);
        for notice in reading.notices {
            prop_assert!(notice.message.ends_with('.'), "{}", notice.message);
        }
    }
}

/// The notices' paths and levels of a link.
fn said(text: &str) -> Vec<(String, Level)> {
    link::read(text).notices.into_iter().map(|n| (n.path, n.level)).collect()
}

#[test]
fn what_is_wrong_is_named_and_the_rest_is_kept() {
    let reading =
        link::read("#v=1&f=rosenbrock&o=gd~rate=-1~clip_norm=2;adam~beta9=3~rate=0.5;nonsense&n=50&colour=red");
    let kept = &reading.experiment;
    assert_eq!(kept.f, Source::Builtin("rosenbrock".into()));
    assert_eq!((kept.n, kept.o.len()), (50, 2));
    assert_eq!(kept.o[0].set.get("clip_norm"), Some(&2.0));
    assert_eq!(kept.o[1].set.get("rate"), Some(&0.5));
    let paths: Vec<&str> = reading.notices.iter().map(|n| n.path.as_str()).collect();
    assert_eq!(paths, ["colour", "runs[0].rate", "runs[1].beta9", "runs[2]"]);
    let message = &reading.notices[1].message;
    assert!(message.contains("-1") && message.contains("0 to 1000000"), "{message}");
}

#[test]
fn a_formula_that_does_not_parse_names_its_column() {
    let reading = link::read("#v=1&f=x^2+2y&o=gd");
    assert_eq!(reading.notices[0].path, "f");
    assert_eq!(reading.notices[0].column, Some(6));
    assert_eq!(reading.notices[0].value, "x^2+2y");
}

#[test]
fn a_word_that_is_no_function_and_no_formula_lists_the_functions() {
    for word in ["sixhmp", "six-hump", "a", "a-b"] {
        let reading = link::read(&format!("v=1&o=gd&f={word}"));
        assert!(reading.notices[0].message.contains("rosenbrock"), "{word}: {}", reading.notices[0].message);
    }
    assert_eq!(link::read("v=1&o=gd&f=sin").notices[0].column, Some(4));
    for formula in ["x", "x-y", "e", "-x", "x-2"] {
        let reading = link::read(&format!("v=1&o=gd&f={formula}"));
        assert_eq!((reading.notices, reading.experiment.f), (vec![], Source::Formula(formula.into())));
    }
}

#[test]
fn notices_of_little_weight_are_notes() {
    assert_eq!(said("f=sphere&o=gd"), [("v".into(), Level::Note)]);
    assert_eq!(said("v=2&o=gd"), [("v".into(), Level::Note)]);
    assert_eq!(said("v=1&o=gd&n=5&n=6"), [("n".into(), Level::Note)]);
    assert_eq!(said("v=1"), []);
    assert_eq!(said("v=1&o=gd&epochs=2"), [("epochs".into(), Level::Note)]);
}

#[test]
fn keys_of_later_versions_are_kept_in_the_text() {
    let text = "v=1&data=line~n=100&pts=1,2;2.5,3&o=gd~noise=0.5;adam&noise=0.5&batch=10&seed=7&hide=data&lock=0.rate&net=100,100,50";
    let reading = link::read(text);
    assert_eq!(reading.notices.len(), 4);
    assert_eq!(reading.experiment.link(), text);
}

#[test]
fn data_takes_the_place_of_a_function_and_has_its_knobs_in_itself() {
    let link = "v=1&data=line~n=50~replace=1&o=gd~batch=1;gd~batch=full;gd&batch=10";
    let reading = link::read(link);
    assert_eq!(reading.notices, []);
    assert_eq!(reading.experiment.link(), link);
    assert_eq!(reading.experiment.o.iter().map(|run| run.batch).collect::<Vec<_>>(), [Some(1), Some(0), None]);
    let defaults = "v=1&data=line~n=100~noise=0.5&x0=-2,-2&o=gd";
    assert_eq!(link::read(defaults).experiment.link(), "v=1&data=line&o=gd");
    let own = "v=1&data=points~model=logistic&pts=1,0;2.5,1&o=gd";
    assert_eq!((said(own), link::read(own).experiment.link()), (vec![], own.to_owned()));
    for (wrong, path, left) in [
        ("data=curve", "data", "v=1&o=gd"),
        ("data=line~n=0", "data.n", "v=1&data=line&o=gd"),
        ("data=line~n=100001", "data.n", "v=1&data=line&o=gd"),
        ("data=line~scale=3", "data.scale", "v=1&data=line&o=gd"),
        ("data=line~model=robust", "data.model", "v=1&data=line&o=gd"),
        ("data=points~model=curve", "data.model", "v=1&data=points&o=gd"),
        ("data=line&pts=1,2", "pts", "v=1&data=line&o=gd"),
        ("data=points&pts=1,2;3;4,x;5,6", "pts", "v=1&data=points&pts=1,2;5,6&o=gd"),
        ("data=line&batch=0", "batch", "v=1&data=line&o=gd"),
        ("data=line&batch=1.5", "batch", "v=1&data=line&o=gd"),
        ("data=line&f=sphere", "f", "v=1&data=line&o=gd"),
        ("data=line&p=n=9", "p", "v=1&data=line&o=gd"),
    ] {
        let reading = link::read(&format!("v=1&{wrong}&o=gd"));
        assert!(
            reading.notices.iter().all(|notice| notice.path == path) && !reading.notices.is_empty(),
            "{wrong}: {:?}",
            reading.notices
        );
        assert_eq!(reading.experiment.link(), left);
    }
}

#[test]
fn no_link_asks_for_more_examples_than_are_allowed() {
    let reading = link::read("v=1&data=line~n=100000&o=gd;adam&batch=50000&n=20000");
    assert_eq!((reading.experiment.n, reading.notices.len()), (10_000, 1));
    let message = &reading.notices[0].message;
    assert!(message.contains("1000000000 examples") && message.contains("n=10000 is used"), "{message}");
    assert_eq!(said("v=1&data=line~n=100000&o=gd;adam&n=20000"), [], "the whole costs next to nothing");
}

#[test]
fn numbers_beyond_all_limits_are_said_as_they_were_written() {
    for (text, said) in [
        ("#v=1&o=gd&n=1e99", "n=1e99 is too much: 1000000 steps"),
        ("#v=1&o=gd&n=4294967296", "n=4294967296 is too much"),
        ("#v=1&seed=1e99", "seed=1e99 is out of range"),
        ("#v=1&noise=1&seeds=7e77", "seeds=7e77 is out of range"),
    ] {
        let [notice] = &link::read(text).notices[..] else { panic!("{text}: {:?}", link::read(text).notices) };
        assert!(notice.message.starts_with(said), "{}", notice.message);
        assert!(!notice.message.contains("4294967295"), "{}", notice.message);
    }
}

#[test]
fn layers_are_written_in_one_order_and_left_out_where_they_are_the_usual_ones() {
    let link = |see: &str| {
        let reading = link::read(&format!("v=1&o=gd&see={see}"));
        assert_eq!(reading.notices, [], "{see}");
        reading.experiment.link()
    };
    assert_eq!(link("loss,field,contour,field"), "v=1&o=gd&see=contour,field,loss");
    assert_eq!(link("data,inspector,loss,bounds,points,heat,contour"), "v=1&o=gd");
    assert_eq!(link(""), "v=1&o=gd&see=");
}

#[test]
fn a_layer_that_is_unknown_is_named_and_the_others_are_kept() {
    let reading = link::read("v=1&o=gd&see=contour,fog");
    assert_eq!(reading.experiment.see.ids(), ["contour"]);
    let notice = &reading.notices[0];
    assert_eq!((notice.path.as_str(), notice.value.as_str(), notice.level), ("see", "fog", Level::Problem));
    assert!(notice.message.contains("contour, heat, field"), "{notice}");
    assert_eq!(link::read("v=1&o=gd&see=fog").experiment.see, See::default());
}

#[test]
fn what_is_hidden_or_locked_is_a_closed_list() {
    for (text, what) in [
        ("hide=fog", "hide"),
        ("lock=fog", "lock"),
        ("lock=2.rate", "lock"),
        ("lock=0.momentum", "lock"),
        ("lock=0.f", "lock"),
    ] {
        assert_eq!(said(&format!("v=1&o=gd;momentum&{text}")), [(what.into(), Level::Problem)], "{text}");
    }
    let reading = link::read("v=1&o=gd;momentum&lock=x0,fog,1.momentum,rate,x0&hide=fog,add");
    assert_eq!(reading.experiment.link(), "v=1&o=gd;momentum&hide=add&lock=x0,1.momentum,rate");
}

#[test]
fn after_a_question_mark_unknown_keys_are_silent() {
    assert_eq!(said("?v=1&o=gd&utm_source=mail"), []);
    assert_eq!(said("#v=1&o=gd&utm_source=mail").len(), 1);
}

#[test]
fn the_fragment_counts_if_it_has_a_version_else_the_query() {
    let f = |fragment: &str, query: &str| link::address(fragment, query).experiment.f;
    let is = |id: &str| Source::Builtin(id.into());
    assert_eq!(f("#v=1&f=sphere", "?v=1&f=beale"), is("sphere"));
    assert_eq!(f("#top", "?v=1&f=beale"), is("beale"));
    assert_eq!(f("#f=sphere", ""), is("sphere"));
    assert_eq!(link::address("", "?utm_source=mail").notices, []);
    assert_eq!(link::address("", "").experiment.o.len(), 5);
}

#[test]
fn escapes_are_undone_once_and_a_bad_one_stands_for_itself() {
    assert_eq!(link::read("#v=1&title=50%25%20of%zz+1&o=gd").experiment.title.as_deref(), Some("50% of%zz+1"));
    let runs = link::read("#v=1&o=gd%7Erate=0.5%3Badam").experiment.o;
    assert_eq!((runs.len(), runs[0].set.get("rate")), (2, Some(&0.5)));
}

#[test]
fn numbers_are_read_strictly_and_written_as_javascript_does() {
    for bad in ["NaN", "nan", "inf", "Infinity", "1e999", "0x10", "1_000", "1,5", " ", "--1", "1e", "e5"] {
        assert_eq!(said(&format!("#v=1&o=gd&tol={bad}")), [("tol".into(), Level::Problem)], "{bad}");
    }
    for (text, canonical) in [
        ("1e-7", "1e-7"),
        ("0.000001", "0.000001"),
        ("1e21", "1e+21"),
        ("100000000000000000000", "100000000000000000000"),
        ("+.5", "0.5"),
        ("-0", "0"),
    ] {
        let link = link::read(&format!("v=1&o=gd&tol={text}")).experiment.link();
        assert_eq!(link, format!("v=1&o=gd&tol={canonical}"));
    }
}

#[test]
fn limits_are_said_and_kept() {
    let many = |n: usize, one: &str| vec![one; n].join(";");
    let runs = link::read(&format!("v=1&o={}", many(20, "gd")));
    assert_eq!((runs.experiment.o.len(), runs.notices.len()), (limits::RUNS, 1));
    let starts = link::read(&format!("v=1&o=gd&x0={}", many(9, "1,2")));
    assert_eq!((starts.experiment.x0.len(), starts.notices.len()), (limits::STARTS, 1));
    let steps = link::read("v=1&o=gd;adam;lion&n=1000000");
    assert_eq!((steps.experiment.n, steps.notices.len()), (333_333, 1));
    let seeds = link::read("v=1&o=gd;adam;lion&x0=1,1;2,2&seeds=17&seed=1000000001&noise=-1&n=1000000");
    assert_eq!((seeds.experiment.seeds, seeds.experiment.seed, seeds.experiment.noise), (1, 1, 0.0));
    assert_eq!((seeds.experiment.n, seeds.notices.len()), (166_666, 4));
    let seeds = link::read("v=1&o=gd;adam&seeds=5&n=1000000");
    assert_eq!((seeds.experiment.n, seeds.notices.len()), (100_000, 1));
    let text = link::read(&format!("v=1&o=gd&n=7&title={}", "a".repeat(9000)));
    assert_eq!((text.experiment.n, text.notices.len()), (7, 1));
}

#[test]
fn bounds_that_cross_and_views_without_size_are_refused() {
    for bad in
        ["bounds=1,0,0,1", "bounds=0,1,2", "bounds=a,b,c,d", "box=0,0,1,2", "box=-inf,1,0,1", "box=-1e308,1e308,0,1"]
    {
        assert_eq!(said(&format!("v=1&o=gd&{bad}")).len(), 1, "{bad}");
    }
    assert_eq!(said("v=1&o=gd&bounds=-inf,inf,0,0"), []);
}

#[test]
fn knobs_of_a_formula_are_asked_for_and_unknown_ones_are_named() {
    let reading = link::read("v=1&f=a*x^2+y^2&o=gd&p=b=3");
    assert_eq!(reading.experiment.p.get("a"), Some(&1.0));
    let paths: Vec<&str> = reading.notices.iter().map(|n| n.path.as_str()).collect();
    assert_eq!(paths, ["p.b", "p.a"]);
}

#[test]
fn presets_are_canonical_and_read_without_a_notice() {
    for preset in descent_optim::presets::PRESETS {
        let reading = link::read(preset.link);
        assert_eq!(reading.notices, [], "{}", preset.name);
        assert_eq!(reading.experiment.link(), preset.link, "{}", preset.name);
        assert!(!preset.about.is_empty());
    }
}

#[test]
fn the_word_for_not_given_may_be_given() {
    let reading = link::read("v=1&o=newton~alpha=auto;gd~clip_norm=off");
    assert_eq!(reading.notices, []);
    assert_eq!(reading.experiment.link(), "v=1&o=newton;gd");
    assert_eq!(said("v=1&o=newton~alpha=off"), [("runs[0].alpha".into(), Level::Problem)]);
}

#[test]
fn frozen_links_of_networks_read_without_a_notice_and_write_back_to_the_same_bytes() {
    let path = format!("{}/../../tests/links/networks-v1.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let links: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(links.len(), 3);
    for text in links {
        let reading = network::read(text).unwrap();
        assert_eq!(reading.notices, [], "{text}");
        assert_eq!(reading.experiment.link(), text);
    }
}

#[test]
fn the_issues_link_is_the_lectures_network_with_all_defaults() {
    let text = "#v=1&net=100,100,50&batch=500&epochs=10&split=0.5&data=digits&seed=1";
    let reading = network::read(text).unwrap();
    assert_eq!((reading.experiment, reading.notices), (Network::default(), Vec::new()));
    assert_eq!(Network::default().link(), "v=1&net=100,100,50");
    assert_eq!(Network::default().o.len(), 5);
}

#[test]
fn what_is_wrong_with_a_networks_link_is_said_and_the_rest_is_kept() {
    let said = |text: &str| {
        let reading = network::read(text).unwrap();
        assert!(
            reading.notices.iter().all(|n| n.message.contains(&n.value) && n.message.ends_with('.')),
            "{:?}",
            reading.notices
        );
        (reading.notices.into_iter().map(|n| n.path).collect::<Vec<_>>(), reading.experiment.link())
    };
    for (text, path, link) in [
        ("v=1&net=100,0", "net", "v=1&net=100,100,50"),
        ("v=1&net=9,9,9,9,9,9,9,9,9", "net", "v=1&net=100,100,50"),
        ("v=1&net=9&o=bfgs;adam", "runs[0]", "v=1&net=9&o=adam"),
        ("v=1&net=9&o=lbfgs", "runs[0]", "v=1&net=9&o=lbfgs"),
        ("v=1&net=9&o=gd~tol=1", "runs[0]", "v=1&net=9&o=gd"),
        ("v=1&net=9&split=1", "split", "v=1&net=9"),
        ("v=1&net=9&batch=0&epochs=2", "batch", "v=1&net=9&epochs=2"),
        ("v=1&net=9&seeds=17", "seeds", "v=1&net=9"),
        ("v=1&net=9&act=elu", "act", "v=1&net=9"),
        ("v=1&net=9&f=sixhump", "f", "v=1&net=9"),
        ("v=1&net=9&hide=code", "hide", "v=1&net=9&hide=code"),
    ] {
        assert_eq!(said(text), (vec![path.to_owned()], link.to_owned()), "{text}");
    }
    assert!(network::read("v=1&f=sixhump").is_none());
}

proptest! {
    #[test]
    fn any_text_of_a_network_gives_an_experiment_that_reads_back(text in "[a-z0-9=&,;~.%-]{0,60}", net in "[0-9,none]{0,8}") {
        let first = network::read(&format!("v=1&net={net}&{text}")).unwrap().experiment;
        let again = network::read(&first.link()).unwrap();
        prop_assert_eq!(&again.experiment, &first);
        prop_assert_eq!(again.experiment.link(), first.link());
    }
}
