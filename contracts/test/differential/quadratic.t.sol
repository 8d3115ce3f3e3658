// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Credits} from "../../src/libraries/Credits.sol";
import {RecordBook} from "../../src/libraries/RecordBook.sol";
import {RecordTally} from "../../src/libraries/RecordTally.sol";
import {RosterBlob} from "../../src/libraries/RosterBlob.sol";
import {RulesWords} from "../../src/libraries/RulesWord.sol";
import {Member, Rules} from "../../src/types/Types.sol";
import {Test} from "../base/Test.sol";

struct QuadraticSeat {
    uint8 who;
    uint64 power;
}

struct QuadraticBallot {
    uint8 who;
    uint8 support;
    uint16 votes;
}

struct QuadraticReserve {
    uint8 who;
    uint16 credits;
}

struct QuadraticCase {
    string name;
    uint16 quorumBps;
    uint16 thresholdBps;
    uint32 credits;
    QuadraticSeat[] cited;
    QuadraticSeat[] current;
    uint8[] exited;
    QuadraticBallot[] ballots;
    QuadraticReserve[] reserved;
    uint256[5] sums;
    bool passes;
    bool decisive;
}

/// @notice Quadratic counting of records against the pure rules of packages/governance: credits, heads, what can still be put against it (R8).
contract QuadraticDifferentialTest is Test {
    using RecordBook for RecordBook.Book;
    using RecordTally for RecordTally.Count;
    using Credits for Credits.Accounts;

    string private constant CASES = "out/cases/quadratic.txt";

    Credits.Accounts private _credits;
    uint256 private _period;

    function test_T11_R8_quadraticCountingAndPureRuleAgree() public {
        uint256 count;
        uint256 passed;
        uint256 decided;
        while (true) {
            string memory line = vm.readLine(CASES);
            if (bytes(line).length == 0) break;
            (bool passes, bool decisive) = this.runCase(vm.parseBytes(line));
            if (passes) ++passed;
            if (decisive) ++decided;
            ++count;
        }
        assertTrue(count >= 400, "all cases are there");
        assertTrue(passed > count / 5 && decided > count / 20 && passed < count - count / 5, "every outcome occurs");
    }

    function runCase(bytes calldata encoded) external returns (bool, bool) {
        QuadraticCase memory c = abi.decode(encoded, (QuadraticCase));
        RecordBook.Book memory b;
        RecordTally.Scale memory s;
        b.rules = RulesWords.pack(Rules(2, c.quorumBps, c.thresholdBps, 1 days, 0, 0, c.credits, 0, 0), 0);
        (s.cited, s.present) = (_blob(c.cited, b), _blob(c.current, b));
        for (uint256 i; i < c.exited.length; ++i) s.exited |= 1 << RosterBlob.find(s.present, _account(c.exited[i]));
        bytes32 period = bytes32(++_period);
        for (uint256 i; i < c.reserved.length; ++i) {
            bool held = _credits.reserve(address(this), period, _account(c.reserved[i].who), c.reserved[i].credits, c.credits);
            assertTrue(held, c.name);
        }
        s.limits = _credits.limitsOf(address(this), period, s.present, c.credits);
        for (uint256 i; i < c.ballots.length; ++i) _cast(c, b, s, period, c.ballots[i]);
        RecordTally.Count memory t = RecordTally.count(b, s);
        assertEq(t.yes, c.sums[0], string.concat(c.name, " for"));
        assertEq(t.no, c.sums[1], string.concat(c.name, " against"));
        assertEq(t.cast, c.sums[2], string.concat(c.name, " heads"));
        assertEq(t.base, c.sums[3], string.concat(c.name, " voters"));
        assertEq(t.opposable, c.sums[4], string.concat(c.name, " opposable"));
        assertTrue(t.passes(b.rules) == c.passes, string.concat(c.name, " passes"));
        assertTrue(t.isDecisive(b.rules) == c.decisive, string.concat(c.name, " decisive"));
        return (c.passes, c.decisive);
    }

    /// @dev As DaoRecords takes a ballot over: who has no power in either roster is skipped, who cannot pay is uncast.
    function _cast(
        QuadraticCase memory c,
        RecordBook.Book memory b,
        RecordTally.Scale memory s,
        bytes32 period,
        QuadraticBallot memory ballot
    ) private {
        address member = _account(ballot.who);
        uint256 seat = RosterBlob.find(s.cited, member);
        if (seat == RosterBlob.count(s.cited) || RosterBlob.powerOf(RosterBlob.seat(s.cited, seat)) == 0) return;
        uint256 now_ = RosterBlob.find(s.present, member);
        if (now_ == RosterBlob.count(s.present) || s.exited & (1 << now_) != 0) return;
        if (RosterBlob.powerOf(RosterBlob.seat(s.present, now_)) == 0) return;
        uint256 votes = ballot.votes;
        bool casts = _credits.reserve(address(this), period, member, votes * votes, c.credits);
        b.put(seat, 1, casts ? ballot.support : 3, casts ? votes : 0, casts ? votes : 0);
    }

    function _blob(QuadraticSeat[] memory roster, RecordBook.Book memory b) private view returns (bytes memory) {
        Member[] memory members = new Member[](roster.length);
        for (uint256 i; i < members.length; ++i) members[i] = Member(_account(roster[i].who), 0, roster[i].power, 1);
        return RosterBlob.encode(members, b.rules, 0);
    }

    function _account(uint8 who) private pure returns (address) {
        return address(uint160(0x1000) + who);
    }
}
