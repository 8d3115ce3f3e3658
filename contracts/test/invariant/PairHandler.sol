// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IPair, Side} from "../../src/interfaces/IPair.sol";
import {Call, Decision} from "../../src/types/Types.sol";
import {ReentrantPayee} from "../actors/Targets.sol";
import {PairFixture} from "../base/PairFixture.sol";

/// @notice Two DAOs agree on pairs of payments, some of which are not what they should be, and somebody tries them at random: together, in the wrong order,
/// with another pair's half, alone, with too few ballots, by records, after the slot went to something else, and out of a payment that is under way.
/// What was paid is asked of the payees; what should have been, the books say.
contract PairHandler is PairFixture {
    uint256 internal constant MOST = 24;

    enum Kind {
        Plain,
        /// The second DAO signed the terms and pays half of it.
        Lopsided,
        /// The second DAO forgot to reserve its decision.
        Free,
        /// Who is paid by the first DAO comes back with whatever it was armed with.
        Reentrant
    }

    struct Book {
        Kind kind;
        uint40 openedAt;
        bool done;
        bool[2] gone;
        uint256[2] recordedAt;
        ReentrantPayee back;
    }

    Book[] internal books;
    mapping(bytes32 what => uint256) public met;
    uint256 internal wrong;
    uint256 internal entered;

    function start() external {
        setUp();
        vm.deal(address(daos[0]), 1 ether);
        vm.deal(address(daos[1]), 1 ether);
    }

    function open(uint256 seed) external {
        if (books.length == MOST) return;
        Book storage b = books.push();
        // Half of them are as they should be, and a quarter come back.
        b.kind = seed % 8 < 4 ? Kind.Plain : seed % 8 < 6 ? Kind.Reentrant : seed % 8 == 6 ? Kind.Lopsided : Kind.Free;
        b.openedAt = uint40(block.timestamp);
        if (b.kind == Kind.Reentrant) b.back = new ReentrantPayee();
    }

    // What the books say is built anew each time ------------------------------------------------------------------------------------------

    function _payee(uint256 k, uint256 i) private view returns (address) {
        return i == 0 && books[k].kind == Kind.Reentrant ? address(books[k].back) : address(uint160(0xA00000 + 2 * k + i));
    }

    function _pays(uint256 k, uint256 i, uint256 amount) private view returns (Call[] memory) {
        return _one(Call(_payee(k, i), amount, "", 0));
    }

    function _decision(uint256 k, uint256 i) private returns (Decision memory d) {
        bytes32 terms = _terms(_pays(k, 0, k + 2), _pays(k, 1, k + 2));
        bool less = i == 1 && books[k].kind == Kind.Lopsided;
        d = _reserved(i, k, terms, _pays(k, i, less ? k / 2 + 1 : k + 2));
        (d.closesAt, d.expiresAt) = (books[k].openedAt + 1 days, books[k].openedAt + 30 days);
        if (i == 1 && books[k].kind == Kind.Free) d.executor = address(0);
    }

    /// @param few One ballot is missing for a majority.
    function _half(uint256 k, uint256 i, bool few) private returns (Side memory s) {
        Decision memory d = _decision(k, i);
        bytes memory sheets = books[k].recordedAt[i] != 0 ? bytes("") : _sheets(_one(d), _mask(few ? seats.length / 2 : seats.length), 0);
        s = Side(daos[i], d, _none(), sheets, books[k].recordedAt[i] != 0);
    }

    function _isDue(uint256 k, uint256 i, bool few) private view returns (bool) {
        Book storage b = books[k];
        if (b.gone[i] || block.timestamp > uint256(b.openedAt) + 30 days) return false;
        return b.recordedAt[i] == 0 ? !few : block.timestamp >= b.recordedAt[i] + 1 hours;
    }

    // What somebody tries -------------------------------------------------------------------------------------------------------------------

    function both(uint256 seed) external {
        if (books.length == 0) return;
        uint256 k = seed % books.length;
        uint256 other = (seed >> 8) % 6 == 0 ? (seed >> 16) % books.length : k;
        bool[2] memory few = [(seed >> 32) % 8 == 0, (seed >> 40) % 8 == 0];
        (Side memory first, Side memory second) = (_half(k, 0, few[0]), _half(other, 1, few[1]));
        bool turned = (seed >> 48) % 8 == 0;
        if (turned) (first, second) = (second, first);
        Book storage b = books[k];
        bool due = !turned && other == k && !b.done && (b.kind == Kind.Plain || b.kind == Kind.Reentrant);
        due = due && _isDue(k, 0, few[0]) && _isDue(k, 1, few[1]);
        if (b.kind == Kind.Reentrant) _arm(b.back, k, seed >> 56);
        vm.prank(address(uint160(0xF000 + seed % 7)));
        (bool ok, bytes memory why) = address(pair).call(abi.encodeCall(IPair.enactBoth, (first, second)));
        if (ok != due) ++wrong;
        if (ok) (b.done, b.gone[0], b.gone[1]) = (true, true, true);
        if (ok && b.kind == Kind.Reentrant && !b.back.tried()) ++wrong;
        if (ok && (b.recordedAt[0] != 0 || b.recordedAt[1] != 0)) ++met["recorded"];
        ++met[ok ? bytes32(b.kind == Kind.Reentrant ? bytes32("reentrant") : bytes32("together")) : bytes32(bytes4(why))];
    }

    /// @dev With another pair of decisions that is due, with the second half of its own, or by meeting.
    function _arm(ReentrantPayee back, uint256 k, uint256 seed) private {
        if (seed % 3 == 0) {
            uint256 other = (seed >> 8) % books.length;
            back.arm(address(pair), abi.encodeCall(IPair.enactBoth, (_half(other, 0, false), _half(other, 1, false))));
        } else if (seed % 3 == 1) {
            Side memory s = _half(k, 1, false);
            back.arm(address(daos[1]), abi.encodeCall(IDao.enact, (_one(s.decision), s.others, s.sheets)));
        } else {
            back.arm(address(pair), abi.encodeCall(IPair.meet, (_terms(_pays(k, 0, k + 2), _pays(k, 1, k + 2)))));
        }
    }

    /// @dev Nothing that begins by a meeting is enacted alone, whoever sends it, also as a record.
    function alone(uint256 seed) external {
        if (books.length == 0) return;
        (uint256 k, uint256 i) = (seed % books.length, (seed >> 8) & 1);
        Side memory s = _half(k, i, false);
        vm.prank((seed >> 16) % 3 == 0 ? address(pair) : address(0xF00D));
        (bool ok,) = s.recorded
            ? address(records).call(abi.encodeCall(records.execute, (s.dao, s.decision, "")))
            : address(s.dao).call(abi.encodeCall(IDao.enact, (_one(s.decision), s.others, s.sheets)));
        if (ok) ++wrong;
        ++met["alone"];
    }

    function record(uint256 seed) external {
        if (books.length == 0) return;
        (uint256 k, uint256 i) = (seed % books.length, (seed >> 8) & 1);
        Book storage b = books[k];
        if (b.gone[i] || b.recordedAt[i] != 0 || block.timestamp > uint256(b.openedAt) + 29 days) return;
        Decision memory d = _decision(k, i);
        if (block.timestamp <= d.closesAt) _close(d);
        _record(d, _mask(seats.length / 2), 0, 1 << (seats.length - 1));
        b.recordedAt[i] = block.timestamp;
    }

    /// @dev Something else of the same slot.
    function supersede(uint256 seed) external {
        if (books.length == 0 || seed % 3 != 0) return;
        (uint256 k, uint256 i) = ((seed >> 8) % books.length, (seed >> 16) & 1);
        Book storage b = books[k];
        if (b.gone[i] || b.recordedAt[i] != 0) return;
        _in(i);
        _enact(_decide(k, new Call[](0)), _everybody());
        b.gone[i] = true;
        ++met["superseded"];
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 8 hours);
    }

    /// @dev I61 and I62.
    function check() public view {
        for (uint256 k; k < books.length; ++k) {
            (uint256 first, uint256 second) = (_payee(k, 0).balance, _payee(k, 1).balance);
            assertEq(first, second, "I61 both DAOs did what they agreed on, or neither");
            assertEq(first, books[k].done ? k + 2 : 0, "I61 once, and all of it");
            if (books[k].kind == Kind.Reentrant) assertFalse(books[k].back.entered(), "I62 nothing comes in between");
        }
        assertEq(wrong, 0, "I62 what is due goes through, and nothing else");
        assertEq(address(pair).balance, 0, "I62 the pair holds nothing");
    }
}
