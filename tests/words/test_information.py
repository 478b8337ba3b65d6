"""What each piece says is taken from the tokenizer that ships, and is shipped."""

import json

import numpy as np

from aligner.encoding.onnx_model import SHIPPED
from aligner.words.information import piece_scores
from tools.build_model import PIECES_PATH, write_pieces


def test_pieces_say_what_the_tokenizer_has_of_them():
    vocabulary = json.loads((SHIPPED / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    assert piece_scores() == {piece: -score for piece, score in vocabulary if score < 0}


def test_the_file_is_what_the_tool_writes(tmp_path):
    write_pieces(SHIPPED, tmp_path / "pieces.npz")
    with np.load(tmp_path / "pieces.npz") as written, np.load(PIECES_PATH) as stored:
        assert written.files == stored.files
        assert all(written[name].tobytes() == stored[name].tobytes() for name in stored.files)
