// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice The short way of the usual case against the long one. A decision that names its executor never takes the short way, so the same ballots
/// go both ways: with anyone as executor, and with the one who sends.
contract PlainPathTest is DaoFixture {
    struct Ways {
        bool passed;
        bytes4 reason;
        uint256 gas;
    }

    function _go(Decision memory d, uint256 forMask, uint256 againstMask) private returns (Ways memory w) {
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheets(_one(d), forMask, againstMask)));
        bytes memory why;
        uint256 left = gasleft();
        (w.passed, why) = address(dao).call(body);
        w.gas = left - gasleft();
        if (!w.passed) w.reason = bytes4(why);
    }

    function _rules(uint256 seed) private pure returns (Rules memory r) {
        r = plainRules();
        uint16[8] memory parts = [uint16(0), 1, 3333, 5000, 5001, 6667, 9999, 10_000];
        (r.quorumBps, r.thresholdBps) = (parts[seed % 8], parts[(seed >> 8) % 8]);
        // One in eight of each: what the short way leaves to the long one.
        r.mode = (seed >> 16) % 8 == 0 ? 1 : 0;
        r.gracePeriod = (seed >> 24) % 8 == 0 ? 1 hours : 0;
    }

    /// @dev In its domain the short way says yes exactly when the long one does, and outside it never.
    function testFuzz_R3_plainPathAgreesWithTheNamedChecks(uint256 seed, uint256 forMask, uint256 againstMask) public {
        uint256 n = 1 + (seed >> 32) % 12;
        bool isPlain = true;
        _makeKeys(n);
        Rules memory rules = _rules(seed);
        for (uint256 i; i < n; ++i) if (i != 0 && (seed >> (40 + i)) % 24 == 0) seats[i].power = 0;
        for (uint256 i; i < n; ++i) if (seats[i].power == 0) isPlain = false;
        dao = _found(rules, "Both ways");
        vm.deal(address(dao), 10 ether);
        if ((seed >> 80) % 8 == 0) {
            vm.prank(seats[n - 1].account);
            dao.ragequit(100, new address[](0), address(0));
            isPlain = false;
        }
        // Nearly everybody votes For, or anybody anything.
        forMask = (seed >> 96) % 2 == 0 ? _mask(n) & ~(1 << (forMask % 64)) : forMask & _mask(n);
        againstMask &= _mask(n) & ~forMask;

        _go(_pay(0, 1), _mask(n), 0); // so that both find everything warm
        Decision memory d = _pay(1, 1 ether);
        Decision memory named = _pay(2, 1 ether);
        named.executor = address(this);
        uint256 held = address(dao).balance;
        (Ways memory short, Ways memory long) = (_go(d, forMask, againstMask), _go(named, forMask, againstMask));

        assertTrue(short.passed == long.passed && short.reason == long.reason, "one outcome, one reason");
        assertEq(held - address(dao).balance, short.passed ? 2 ether : 0, "paid twice or not at all");
        uint256 yes;
        for (uint256 i; i < n; ++i) if (forMask & (1 << i) != 0) ++yes;
        isPlain = isPlain && rules.mode == 0 && rules.gracePeriod == 0 && yes * 10_000 >= n * rules.quorumBps;
        if (short.passed && isPlain) assertTrue(long.gas > short.gas + 300, "the short way was taken");
        if (short.passed && !isPlain) assertTrue(long.gas < short.gas + 300, "the short way was not taken");
    }

    /// @dev One thing after another that takes a decision out of the domain: all named by the long way.
    function test_R3_whatIsNotPlainIsRefusedByName() public {
        Decision memory d = _pay(0, 1 ether);
        d.executor = address(0xE);
        _enactRefused(IDao.Dao_WrongExecutor.selector, d, _mask(12));
        d = _pay(0, 1 ether);
        d.afterDecision = keccak256("never");
        _enactRefused(IDao.Dao_AfterUnmet.selector, d, _mask(12));
        d = _pay(0, 1 ether);
        d.expiresAt = uint40(block.timestamp - 1);
        _enactRefused(IDao.Dao_Expired.selector, d, _mask(12));
        d = _pay(0, 1 ether);
        d.rosterEpoch = 1;
        _enactRefused(IDao.Dao_UnknownRoster.selector, d, _mask(12));
        d = _pay(0, 1 ether);
        d.rulesEpoch = 1;
        _enactRefused(IDao.Dao_StaleRules.selector, d, _mask(12));
    }

    /// @dev A count of calls of 2²⁵¹ and more hashes like a small one, since 32 times it overflows. Such calls cannot be run.
    function test_C2_RevertWhen_theNumberOfCallsOverflows() public {
        for (uint256 n; n < 2; ++n) {
            Decision memory d = _pay(n, 1 ether);
            if (n == 0) delete d.calls;
            bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheets(_one(d), _mask(12), 0)));
            // selector, three offsets, length, offset of the decision, nine words, and there the number of calls
            uint256 at = 4 + 32 * (3 + 1 + 1 + 9);
            uint256 found;
            assembly ("memory-safe") {
                found := mload(add(add(body, 0x20), at))
                mstore(add(add(body, 0x20), at), or(found, shl(251, 1)))
            }
            assertEq(found, n, "the number of calls stands there");
            (bool ok,) = address(dao).call{gas: 3_000_000}(body);
            assertFalse(ok, "refused");
            assertFalse(dao.spent(d.slot), "unspent");
            assertEq(address(dao).balance, 100 ether, "unmoved");
        }
    }

    /// @dev Two thirds of twelve are less of eleven, whoever left and still signs.
    function test_R12_RevertWhen_whoLeftIsCountedIn() public {
        Rules memory rules = plainRules();
        rules.thresholdBps = 6500;
        for (uint256 seat; seat < 12; ++seat) {
            dao = _found(rules, string(abi.encodePacked("Without ", bytes1(uint8(65 + seat)))));
            vm.deal(address(dao), 12 ether);
            vm.prank(seats[seat].account);
            dao.ragequit(100, new address[](0), address(0));
            uint256 others = seat < 7 ? _mask(8) & ~(1 << seat) : _mask(7);
            _enactRefused(IDao.Dao_NotDecisive.selector, _pay(0, 1 ether), others | 1 << seat);
            _enact(_pay(0, 1 ether), others | 1 << (seat < 7 ? 8 : seat == 7 ? 8 : 7));
        }
    }

    /// @dev Rules are read from the roster and not beside it, where the gas of the call is noted: a sweep over the last byte of it.
    function test_R3_theGasThatIsSentDecidesNothing() public {
        Rules memory rules = plainRules();
        rules.thresholdBps = 10_000;
        dao = _found(rules, "All of them");
        vm.deal(address(dao), 10 ether);
        bytes memory body = abi.encodeCall(IDao.enact, (_one(_pay(0, 1 ether)), new bytes32[](0), _sheets(_one(_pay(0, 1 ether)), _mask(11), 0)));
        for (uint256 i; i < 256; ++i) {
            (bool ok,) = address(dao).call{gas: 1_000_000 + i}(body);
            assertFalse(ok, "eleven are not all");
        }
        assertEq(address(dao).balance, 10 ether, "nothing is paid");
    }

    /// @dev Each decision is judged by its own ballots, also far down the agenda: the 33rd has abstentions alone.
    function test_R3_ofALongAgendaEachIsJudgedByItsOwnBallots() public {
        Decision[] memory ds = new Decision[](34);
        for (uint256 i; i < 34; ++i) ds[i] = _pay(i, 1 ether);
        bytes32[] memory ids = _ids(ds);
        Sheet[] memory sheets = new Sheet[](7);
        for (uint256 i; i < 7; ++i) {
            sheets[i] = _sheet(i, 0, ids, 1);
            sheets[i].support[32] = 2;
            sheets[i].signature = _compact(keys[i], _sheetDigest(dao, seats[i].account, 0, ids, sheets[i].support));
        }
        dao.enact(ds, new bytes32[](0), _pack(sheets));
        for (uint256 i; i < 34; ++i) assertTrue(dao.spent(ds[i].slot) == (i != 32), "all but that one");
        assertEq(payee.balance, 33 ether + 1, "are paid");
    }

    function _patched(bytes memory body, uint256 at, uint256 bits) private pure returns (bytes memory) {
        assembly ("memory-safe") {
            let p := add(add(body, 0x20), at)
            mstore(p, or(mload(p), bits))
        }
        return body;
    }

    /// @dev Fields count with all their bits: those that a plain reader would not look at are signed too.
    function test_R6_fieldsAreReadAsWholeWords() public {
        Decision memory d;
        // One whose calls have a hash that begins with a zero: it stands behind the field.
        bytes memory words;
        bytes32 callsHash = ~bytes32(0);
        for (uint256 i; callsHash[0] != 0; ++i) {
            words = _witness(d = _pay(0, i));
            assembly ("memory-safe") {
                callsHash := mload(add(words, 0x100))
            }
        }
        d.afterDecision = bytes32(uint256(1) << 248);
        _enactRefused(IDao.Dao_AfterUnmet.selector, d, _mask(12));
        d = _pay(0, 1 ether);
        // selector, offset, five words before the executor
        (bool ok, bytes memory answer) =
            address(dao).staticcall(_patched(abi.encodeCall(IDao.decisionId, (d)), 4 + 32 * (1 + 5), 1 << 248));
        assertTrue(ok, "its id");
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = abi.decode(answer, (bytes32));
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheetsOf(ids, _mask(12), 0, 0)));
        (ok, answer) = address(dao).call(_patched(body, 4 + 32 * (3 + 1 + 1 + 5), 1 << 248));
        assertFalse(ok, "an executor that is nobody");
        assertEq(keccak256(answer), keccak256(abi.encodeWithSelector(IDao.Dao_WrongExecutor.selector, ids[0])), "and named");
    }

    /// @dev A decision of the first epoch is none of the 256th, though only a byte lies between them.
    function test_R1_RevertWhen_anEpochOfAnotherByteIsCited() public {
        _enact(_self(0, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, false, 0, 1)))), _mask(12));
        vm.warp(block.timestamp + 1 hours);
        (,, address pointer,,,) = dao.state();
        // The present rules say epoch 256 and the top byte of the slot, which stands behind the field.
        Decision memory d = _pay(1, 1 ether);
        d.rulesEpoch = 1;
        bytes memory code = pointer.code;
        vm.etch(pointer, _patched(bytes.concat(code), 1, (256 | d.slot >> 248) << 216));
        _enactRefused(IDao.Dao_StaleRules.selector, d, _mask(12));
        vm.etch(pointer, code);
        // The head says epoch 256.
        d = _pay(1, 1 ether);
        uint256 at;
        while (address(uint160(uint256(vm.load(address(dao), bytes32(at))))) != pointer) ++at;
        uint256 head = uint256(vm.load(address(dao), bytes32(at))) & ~(uint256(0xffffff) << 224);
        vm.store(address(dao), bytes32(at), bytes32(head | 256 << 224));
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheets(_one(d), _mask(12), 0)));
        (bool ok,) = address(dao).call{gas: 1_000_000}(body);
        assertFalse(ok, "refused");
        assertFalse(dao.spent(d.slot), "unspent");
    }
}
