"""Training: the arrays are those of the gold records, and one command makes a pipeline that works."""

import random
from dataclasses import replace

import pytest
from click.testing import CliRunner
from conftest import unavailable
from record_factory import record

from extract.errors import ConfigurationError
from extract.recordfile import write_record
from extract.shipped import model_name

pytestmark = pytest.mark.train

try:
    import torch

    from extract.components.pieces import N_FEATURES
    from extract.components.session import OnnxSession
    from extract.components.tags import decode_tags
    from extract.schema import PAIR_RELATIONS, EntityType, RelationType
    from extract.training.batches import batches, make_batch
    from extract.training.config import load_config
    from extract.training.data import make_instance
    from extract.training.export import blank_pipeline, export_encoder, export_pair_head
    from extract.training.loop import train
    from extract.training.network import JointNetwork, PairHead
    from extract.training.run import WEIGHTS
except ModuleNotFoundError:
    torch = None


@pytest.fixture(autouse=True)
def extra():
    if torch is None:
        unavailable("the extra [train] is not installed")


GOLD = [
    record(
        "[TWIG]m: search",
        "We introduce [TWIG]m. TWIG beats [Emu 2]o on [HopBench]b.",
        [("P", "INTRODUCES", "TWIG"), ("TWIG", "OUTPERFORMS", "Emu 2"), ("TWIG", "EVALUATED_ON", "HopBench")],
    ),
    record("On [Dingo]o", "[Dingo]o and [Emu]o are level. Nothing more.", [("Dingo", "COMPARED_WITH", "Emu")]),
    record("Nothing", "No name here."),
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


def test_targets_are_the_relations(instances):
    pairs, relations = instances[0].pairs, instances[0].relations
    held = {
        (int(pairs.heads[i]), PAIR_RELATIONS[j], int(pairs.tails[i])) for i, j in zip(*relations.nonzero(), strict=True)
    }

    assert held == {(0, RelationType.OUTPERFORMS, 1), (0, RelationType.EVALUATED_ON, 2)}
    assert instances[0].introduced.tolist() == [1.0, 0.0, 0.0]


def test_a_symmetric_relation_holds_both_ways(instances):
    assert instances[1].relations.sum() == 2


def test_a_paper_without_entities_has_no_pairs(instances):
    assert (len(instances[2].pairs.types), instances[2].relations.shape) == (0, (0, len(PAIR_RELATIONS)))


def test_a_batch_gives_every_paper_the_same_as_alone(instances):
    config = load_config().network
    torch.manual_seed(0)
    head = PairHead(16, config).eval()
    batch = make_batch(instances)
    hidden = torch.randn(len(batch.flat), 16)
    together, introduced = head(hidden, *batch.pairs)

    sizes = [int(make_batch([x]).mask.sum()) for x in instances]
    parts = zip(instances, hidden.split(sizes), strict=True)
    alone = [head(part, *make_batch([x]).pairs) for x, part in parts]
    torch.testing.assert_close(together, torch.cat([pairs for pairs, _ in alone]), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(introduced, torch.cat([intro for _, intro in alone]), rtol=1e-4, atol=1e-5)


def test_an_epoch_holds_every_paper_once(instances):
    assert sum(batch.n_papers for batch in batches(instances * 5, 4, random.Random(0))) == 15


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
        "papers": at * 0, "types": at % 7, "starts": at[:, None], "ends": at[:, None], "mask": torch.zeros(n_pieces, 1),
        "heads": at, "tails": at.flip(0), "begins": at, "stops": at + 1, "distances": at % 12,
    }  # fmt: skip
    with torch.no_grad():
        hidden, tags = network.encoder(ids, features)
        relations, introduced = network.pairs(hidden[0], *pairs.values())

    encoder, head = OnnxSession(export_encoder(network)), OnnxSession(export_pair_head(network))
    made = encoder.run(("hidden", "tags"), {"ids": ids.numpy(), "features": features.numpy()})
    inputs = {"hidden": made[0][0], **{name: value.numpy() for name, value in pairs.items()}}
    for expected, found in zip(
        (hidden, tags, relations, introduced), made + head.run(("relations", "introduced"), inputs), strict=True
    ):
        torch.testing.assert_close(torch.from_numpy(found), expected, rtol=1e-3, atol=1e-4)


def test_training_goes_on_from_its_state_to_the_same_end(tmp_path, instances):
    config = load_config()
    loop = replace(config.loop, epochs=3, batch_size=2)

    def network():
        torch.manual_seed(0)
        return JointNetwork(str(WEIGHTS), config.network)

    whole = train(network(), instances, loop, checkpoint=tmp_path / "a", fingerprint="f")
    with pytest.raises(InterruptedError):
        train(network(), instances, loop, checkpoint=tmp_path / "b", fingerprint="f", progress=_stop_at(4))
    resumed = train(network(), instances, loop, checkpoint=tmp_path / "b", fingerprint="f")

    for name, value in whole.state_dict().items():
        assert torch.equal(value, resumed.state_dict()[name]), name
    with pytest.raises(ConfigurationError, match="the state of another training"):
        train(network(), instances, loop, checkpoint=tmp_path / "b", fingerprint="g")


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
