"""Training: the arrays are those of the gold records, and one command makes a pipeline that works."""

import random
from dataclasses import replace

import pytest
from click.testing import CliRunner
from conftest import unavailable
from record_factory import record

from extract.errors import ConfigurationError
from extract.recordfile import write_record
from extract.records import Result
from extract.shipped import model_name

pytestmark = pytest.mark.train

try:
    import torch

    from extract.components.pairs import N_OUTPUTS, RESULT_LINKS
    from extract.components.pieces import N_FEATURES
    from extract.components.session import OnnxSession
    from extract.components.tags import decode_tags, decode_values
    from extract.schema import PAIR_RELATIONS, EntityType, RelationType
    from extract.training.batches import batches, make_batch
    from extract.training.calibration import cross_fitted, fit
    from extract.training.config import NoiseConfig, load_config
    from extract.training.data import make_instance
    from extract.training.export import blank_pipeline, export_encoder, export_pair_head
    from extract.training.loop import train
    from extract.training.network import JointNetwork
    from extract.training.run import WEIGHTS
    from extract.training.views import make_view

    NONE = NoiseConfig(share=0.0, missing=0.0, wrong_type=0.0, wrong_bounds=0.0, invented=0.0)
except ModuleNotFoundError:
    torch = None


# Of the module, or the other fixtures of the module would be made before it.
@pytest.fixture(scope="module", autouse=True)
def extra():
    if torch is None:
        unavailable("the extra [train] is not installed")


def with_results(gold, *results):
    ids = {entity.name: entity.id for entity in gold.entities}
    return replace(gold, results=tuple(Result(ids[of], ids.get(on), None, value) for of, on, value in results))


GOLD = [
    record(
        "[TWIG]m: search",
        "We introduce [TWIG]m. TWIG beats [Emu 2]o on [HopBench]b.",
        [("P", "INTRODUCES", "TWIG"), ("TWIG", "OUTPERFORMS", "Emu 2"), ("TWIG", "EVALUATED_ON", "HopBench")],
    ),
    record("On [Dingo]o", "[Dingo]o and [Emu]o are level. Nothing more.", [("Dingo", "COMPARED_WITH", "Emu")]),
    record("Nothing", "No name here."),
    with_results(
        record("Scores", "[Dingo]o gets 71.4% on [HopBench]b, [Emu]o gets 68 there. GPT-4 has 4 legs."),
        ("Dingo", "HopBench", "71.4 %"),
        ("Emu", "HopBench", "68"),
        ("Emu", None, "99"),
    ),
]


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@pytest.fixture(scope="module")
def instances(tokenizer):
    nlp = blank_pipeline()
    return [make_instance(nlp, tokenizer, gold) for gold in GOLD]


def test_tags_are_the_mentions(instances):
    assert decode_tags(instances[0].tags) == [
        (0, 0, EntityType.METHOD),
        (5, 5, EntityType.METHOD),
        (9, 10, EntityType.MODEL),
        (12, 12, EntityType.BENCHMARK),
    ]


def held(view):
    """Return what holds in a view: (head, output, tail)."""
    rows, outputs = view.targets.nonzero()
    return {(int(view.pairs.heads[i]), int(j), int(view.pairs.tails[i])) for i, j in zip(rows, outputs, strict=True)}


def relation(kind):
    return PAIR_RELATIONS.index(RelationType(kind))


def test_targets_are_the_relations(instances):
    view = make_view(instances[0], NONE, random.Random(0))

    assert held(view) == {(0, relation("OUTPERFORMS"), 1), (0, relation("EVALUATED_ON"), 2)}
    assert view.introduced.tolist() == [1.0, 0.0, 0.0]
    assert view.claimed.sum() == 2


def test_a_symmetric_relation_holds_both_ways(instances):
    kind = relation("COMPARED_WITH")

    assert held(make_view(instances[1], NONE, random.Random(0))) == {(0, kind, 1), (1, kind, 0)}


def test_a_paper_without_entities_has_no_pairs(instances):
    view = make_view(instances[2], NONE, random.Random(0))

    assert (len(view.pairs.types), view.targets.shape) == (0, (0, N_OUTPUTS))


def test_scores_are_tagged_and_linked_to_owner_and_place(instances):
    of, on = (len(PAIR_RELATIONS) + RESULT_LINKS.index(link) for link in ("of", "on"))
    view = make_view(instances[3], NONE, random.Random(0))

    assert decode_values(instances[3].tags) == [3, 12]
    assert held(view) == {(3, of, 0), (3, on, 1), (4, of, 2), (4, on, 1)}
    assert view.entity.tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]


def test_negated_and_hedged_claims_hold_and_are_flagged(tokenizer):
    gold = GOLD[0]
    doubted = [replace(gold.relations[1], polarity="negated"), replace(gold.relations[2], hedged=True)]
    denied = replace(gold, relations=(replace(gold.relations[0], polarity="negated"), *doubted))
    view = make_view(make_instance(blank_pipeline(), tokenizer, denied), NONE, random.Random(0))

    flags = {tuple(view.targets[i].nonzero()[0].tolist()): view.flags[i].tolist() for i in view.claimed.nonzero()[0]}
    assert flags == {(relation("OUTPERFORMS"),): [1.0, 0.0], (relation("EVALUATED_ON"),): [0.0, 1.0]}
    assert view.introduced.sum() == 0


def test_noise_makes_the_errors_of_a_tagger_and_is_reproducible(instances):
    noise = NoiseConfig(share=1.0, missing=0.3, wrong_type=0.5, wrong_bounds=0.5, invented=0.5)
    views = [make_view(instances[0], noise, random.Random(seed)) for seed in range(60)]
    again = [make_view(instances[0], noise, random.Random(seed)) for seed in range(60)]
    true = make_view(instances[0], NONE, random.Random(0))

    assert all((a.targets == b.targets).all() and (a.pairs.starts == b.pairs.starts).all()
               for a, b in zip(views, again, strict=True))  # fmt: skip
    assert {len(view.pairs.types) for view in views} >= {2, 3, 4}
    assert any(view.introduced.sum() == 0 for view in views)
    assert any(set(view.pairs.types.tolist()) - set(true.pairs.types.tolist()) for view in views)
    # What is made up has no claims: never more of them than in truth.
    assert all(view.targets.sum() <= true.targets.sum() for view in views)
    assert any(view.targets.sum() == true.targets.sum() for view in views)


def test_a_batch_gives_every_paper_the_same_as_alone(instances):
    torch.manual_seed(0)
    network = JointNetwork(str(WEIGHTS), load_config().network).eval()

    def outputs(batch):
        hidden = network.encoder(batch.ids, batch.features, batch.mask)[0].flatten(0, 1)
        return [network.pairs(hidden[paper.pieces], *paper.inputs) for paper in batch.papers]

    with torch.no_grad():
        together = outputs(make_batch(instances, NONE, random.Random(0)))
        alone = [outputs(make_batch([x], NONE, random.Random(0)))[0] for x in instances]
    for found, expected in zip(together, alone, strict=True):
        for left, right in zip(found, expected, strict=True):
            torch.testing.assert_close(left, right, rtol=1e-3, atol=1e-4)


def test_an_epoch_holds_every_paper_once(instances):
    epoch = batches(instances * 5, 4, load_config().noise, random.Random(0))

    assert sum(len(batch.papers) for batch in epoch) == 5 * len(instances)


def test_a_calibration_gives_the_share_that_is_right():
    judged = [(0.9, i % 10 > 0) for i in range(100)] + [(0.6, i % 2 > 0) for i in range(100)]
    scores, probabilities = fit(judged)

    assert list(scores) == sorted(scores)
    assert [round(p, 1) for p in probabilities] == [0.5, 0.9]


def test_a_calibration_never_falls():
    rng = random.Random(0)
    _, probabilities = fit([(rng.random(), rng.random() < 0.5) for _ in range(500)])

    assert list(probabilities) == sorted(probabilities)


def test_cross_fitted_confidences_come_from_the_other_half():
    judged = [(0.5, True)] * 40 + [(0.5, False)] * 40

    assert {confidence < 0.1 for confidence, _ in cross_fitted(judged)[:40]} == {True}
    assert {confidence > 0.9 for confidence, _ in cross_fitted(judged)[40:]} == {True}


def test_one_command_makes_the_same_pipeline_with_its_card_each_time(tmp_path):
    from extract.pipeline import annotate, load_pipeline
    from extract.training.config import DEFAULT_CONFIG
    from graph.cli import main

    for name in ("train.jsonl", "claims.train.jsonl", "dev.jsonl"):
        with (tmp_path / name).open("wb") as stream:
            for gold in GOLD:
                write_record(stream, gold)
    config = tmp_path / "quick.toml"
    config.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8").replace("epochs = 6", "epochs = 1"), encoding="utf-8")
    arguments = ["train", str(tmp_path), "-o", str(tmp_path / "model"), "--config", str(config), "--quiet"]

    state = tmp_path / "model.state"
    made = []
    for _ in range(2):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert not state.exists()
        made.append({p.name: p.read_bytes() for p in (tmp_path / "model").rglob("*.onnx")})
    assert made[0] == made[1]
    assert "## Quality" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
    records = list(annotate(load_pipeline(tmp_path / "model"), [gold.paper for gold in GOLD]))
    assert {r.model for r in records} == {model_name(tmp_path / "model")} != {model_name()}


@pytest.mark.parametrize("n_pieces", [3, 40])
def test_the_graphs_give_what_the_network_gives_at_any_length(n_pieces):
    torch.manual_seed(0)
    network = JointNetwork(str(WEIGHTS), load_config().network).eval()
    ids, features = torch.randint(999, 9999, (1, n_pieces)), torch.rand(1, n_pieces, N_FEATURES)
    at = torch.arange(n_pieces)
    pairs = {
        "types": at % 8, "starts": at[:, None], "ends": at[:, None], "mask": torch.zeros(n_pieces, 1),
        "heads": at, "tails": at.flip(0), "begins": at, "stops": at + 1, "distances": at % 12,
    }  # fmt: skip
    with torch.no_grad():
        hidden, tags = network.encoder(ids, features)
        outputs = network.pairs(hidden[0], *pairs.values())

    encoder, head = OnnxSession(export_encoder(network)), OnnxSession(export_pair_head(network))
    made = encoder.run(("hidden", "tags"), {"ids": ids.numpy(), "features": features.numpy()})
    inputs = {"hidden": made[0][0], **{name: value.numpy() for name, value in pairs.items()}}
    for expected, found in zip(
        (hidden, tags, *outputs), made + head.run(("relations", "flags", "introduced"), inputs), strict=True
    ):
        torch.testing.assert_close(torch.from_numpy(found), expected, rtol=1e-3, atol=1e-4)


def test_training_goes_on_from_its_state_to_the_same_end(tmp_path, instances):
    config = load_config()
    config = replace(config, loop=replace(config.loop, epochs=3, batch_size=2))

    def network():
        torch.manual_seed(0)
        return JointNetwork(str(WEIGHTS), config.network)

    whole = train(network(), instances, config, checkpoint=tmp_path / "a", fingerprint="f")
    with pytest.raises(InterruptedError):
        train(network(), instances, config, checkpoint=tmp_path / "b", fingerprint="f", progress=_stop_at(4))
    resumed = train(network(), instances, config, checkpoint=tmp_path / "b", fingerprint="f")

    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name
    with pytest.raises(ConfigurationError, match="the state of another training"):
        train(network(), instances, config, checkpoint=tmp_path / "b", fingerprint="g")


def _stop_at(step):
    def progress(done, total, loss):
        if done == step:
            raise InterruptedError

    return progress


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("epochs = 6", "", "missing setting loop.epochs"),
        ("epochs = 6", 'epochs = "6"', "loop.epochs is a str; expected a int"),
        ("seed = 1", "seed = 1\nspeed = 2", "unknown setting loop.speed"),
        ("[loop]", "[loop", "quick.toml"),
    ],
)
def test_a_wrong_configuration_says_where(tmp_path, old, new, message):
    from extract.training.config import DEFAULT_CONFIG

    path = tmp_path / "quick.toml"
    path.write_text(DEFAULT_CONFIG.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(ConfigurationError, match=message):
        load_config(path)
