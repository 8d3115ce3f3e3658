// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Credits} from "../src/libraries/Credits.sol";
import {RecordBook} from "../src/libraries/RecordBook.sol";
import {RecordTally} from "../src/libraries/RecordTally.sol";
import {RosterBlob} from "../src/libraries/RosterBlob.sol";
import {RulesWord, RulesWords} from "../src/libraries/RulesWord.sol";
import {Rules} from "../src/types/Types.sol";
import {Batch, Batches} from "./Batch.sol";
import {IntenseTest} from "./IntenseTest.sol";

/// @notice Quadratic counting: credits, their exact roots, heads, what can still be put against it (R8).
contract QuadraticIntenseTest is IntenseTest {
    using Batches for Batch;
    using RecordBook for RecordBook.Book;
    using RecordTally for RecordTally.Count;
    using Credits for Credits.Accounts;

    Credits.Accounts private _credits;

    function test_T11_quadratic() public {
        _run("quadratic");
    }

    function _case(Batch memory b) internal override {
        RecordBook.Book memory book;
        RecordTally.Scale memory s;
        Rules memory r = Rules(2, uint16(b.next(2)), uint16(b.next(2)), 1 days, 0, 0, uint32(b.next(4)), 0, 0);
        book.rules = RulesWords.pack(r, 0);
        s.present = _roster(b, book.rules);
        s.cited = b.next(1) == 1 ? _roster(b, book.rules) : s.present;
        s.exited = b.next(8);
        bytes32 period = bytes32(number + 1);
        for (uint256 i = b.next(1); i > 0; --i) {
            address member = _account(b.next(1));
            same(_credits.reserve(address(this), period, member, b.next(2), r.credits) ? 1 : 0, 1);
        }
        s.limits = _credits.limitsOf(address(this), period, s.present, r.credits);
        for (uint256 i = b.next(1); i > 0; --i) {
            address member = _account(b.next(1));
            uint256 support = b.next(1);
            _cast(book, s, period, member, support, b.next(2));
        }
        RecordTally.Count memory t = RecordTally.count(book, s);
        same(t.yes, b.next(4));
        same(t.no, b.next(4));
        same(t.cast, b.next(4));
        same(t.base, b.next(4));
        same(t.opposable, b.next(4));
        same(t.passes(book.rules) ? 1 : 0, b.next(1));
        same(t.isDecisive(book.rules) ? 1 : 0, b.next(1));
    }

    /// @dev As DaoRecords takes a ballot over: who has no power in either roster is skipped, who cannot pay is uncast.
    function _cast(RecordBook.Book memory b, RecordTally.Scale memory s, bytes32 period, address member, uint256 support, uint256 votes)
        private
    {
        uint256 seat = RosterBlob.find(s.cited, member);
        if (seat == RosterBlob.count(s.cited) || RosterBlob.powerOf(RosterBlob.seat(s.cited, seat)) == 0) return;
        uint256 now_ = RosterBlob.find(s.present, member);
        if (now_ == RosterBlob.count(s.present) || s.exited & (1 << now_) != 0) return;
        if (RosterBlob.powerOf(RosterBlob.seat(s.present, now_)) == 0) return;
        bool casts = _credits.reserve(address(this), period, member, votes * votes, b.rules.credits());
        b.put(seat, 1, casts ? support : 3, casts ? votes : 0, casts ? votes : 0);
    }
}
