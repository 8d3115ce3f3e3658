// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ballot} from "../src/libraries/BallotReader.sol";
import {RecordBook} from "../src/libraries/RecordBook.sol";
import {RulesWords} from "../src/libraries/RulesWord.sol";
import {Rules} from "../src/types/Types.sol";
import {Batch, Batches} from "./Batch.sol";
import {IntenseTest} from "./IntenseTest.sol";

/// @notice Which of a member's ballots a record keeps, whatever order they come in (R4).
contract NewestIntenseTest is IntenseTest {
    using Batches for Batch;
    using RecordBook for RecordBook.Book;

    function test_T15_newest() public {
        _run("newest");
    }

    function _case(Batch memory b) internal view override {
        RecordBook.Book memory book;
        uint8 mode = uint8(b.next(1));
        book.rules = RulesWords.pack(Rules(mode, 0, 0, 0, 0, 0, type(uint16).max, 0, 0), 0);
        uint256 seat = b.next(1);
        for (uint256 n = b.next(1); n > 0; --n) {
            uint256 rank = b.next(8);
            uint256 support = b.next(1);
            uint256 votes = b.next(2);
            Ballot ballot = Ballot.wrap((rank << 32) | ((2 - support) << 24) | (votes << 8));
            if (book.isNewer(seat, ballot)) book.put(seat, rank, support, mode == 2 ? votes : 0, mode == 2 ? votes : 0);
        }
        same(book.rankOf(seat), b.next(8));
        same(book.supportOf(seat), b.next(1));
        same(mode == 2 ? book.votesOf(seat) : 0, b.next(2));
    }
}
