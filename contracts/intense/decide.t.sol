// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../src/interfaces/IDao.sol";
import {RecordBook} from "../src/libraries/RecordBook.sol";
import {RecordTally} from "../src/libraries/RecordTally.sol";
import {RosterBlob} from "../src/libraries/RosterBlob.sol";
import {RulesWord, RulesWords} from "../src/libraries/RulesWord.sol";
import {Tally} from "../src/libraries/Tally.sol";
import {Rules} from "../src/types/Types.sol";
import {Batch, Batches} from "./Batch.sol";
import {IntenseTest} from "./IntenseTest.sol";

/// @notice Counting of an enactment and of a record, one member one vote and by power (R1–R3, R5).
contract DecideIntenseTest is IntenseTest {
    using Batches for Batch;
    using RecordTally for RecordTally.Count;

    function test_T10_decide() public {
        _run("decide");
    }

    function _case(Batch memory b) internal view override {
        uint256 mode = b.next(1);
        Rules memory r = Rules(uint8(mode), uint16(b.next(2)), uint16(b.next(2)), 1 days, uint32(b.next(4)), 0, 0, 0, 0);
        RulesWord word = RulesWords.pack(r, 0);
        bool older = b.next(1) == 1;
        bytes memory present = _roster(b, word);
        bytes memory cited = older ? _roster(b, word) : present;
        uint256 exited = b.next(8);
        uint256[] memory masks = new uint256[](3);
        for (uint256 i; i < 3; ++i) masks[i] = b.next(8);
        same(_reason(present, cited, older, exited, masks), b.next(4));
        _record(b, present, cited, word, exited, masks);
    }

    function _reason(bytes memory present, bytes memory cited, bool older, uint256 exited, uint256[] memory masks)
        private
        pure
        returns (uint256)
    {
        if (older) return uint32(Tally.weighedOutcome(present, exited, Tally.older(present, exited, cited), masks, 0));
        uint256 weighed = uint32(Tally.weighedOutcome(present, exited, Tally.current(present, exited), masks, 0));
        // Both ways of counting the usual case must say the same.
        if (exited == 0) require(uint32(Tally.outcome(present, masks, 0)) == weighed, "two ways, two outcomes");
        return weighed;
    }

    /// @dev Of the same ballots as a record: passes (1), decisive (1), unanimous (1), then for, against, cast, base and opposable (10 each).
    function _record(Batch memory b, bytes memory present, bytes memory cited, RulesWord word, uint256 exited, uint256[] memory masks)
        private
        view
    {
        RecordBook.Book memory book;
        book.rules = word;
        // The masks are by present seat, a record's by cited seat.
        for (uint256 i; i < RosterBlob.count(present); ++i) {
            uint256 seat = RosterBlob.find(cited, RosterBlob.accountOf(RosterBlob.seat(present, i)));
            if (seat == RosterBlob.count(cited)) continue;
            for (uint256 k; k < 3; ++k) if (masks[k] & (1 << i) != 0) book.masks[k] |= 1 << seat;
        }
        RecordTally.Count memory t = RecordTally.count(book, RecordTally.Scale(cited, present, exited, new uint256[](0)));
        same(t.passes(word) ? 1 : 0, b.next(1));
        same(t.isDecisive(word) ? 1 : 0, b.next(1));
        same(t.unanimous ? 1 : 0, b.next(1));
        same(t.yes, b.next(10));
        same(t.no, b.next(10));
        same(t.cast, b.next(10));
        same(t.base, b.next(10));
        same(t.opposable, b.next(10));
    }
}
