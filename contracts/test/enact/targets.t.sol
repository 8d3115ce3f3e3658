// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Call, Decision} from "../../src/types/Types.sol";
import {Bomb, Burner, Counter, EvilCounter, ReentrantPayee} from "../actors/Targets.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Hostile targets of calls (R6).
contract TargetsTest is DaoFixture {
    function test_C1_reenteringTargetGetsNothingTwice() public {
        ReentrantPayee target = new ReentrantPayee();
        Decision memory d = _decide(0, _one(_call(address(target), 1 ether, "")));
        Decision memory inner = _pay(1, 5 ether);
        bytes[3] memory attacks = [
            abi.encodeCall(IDao.enact, (_one(inner), new bytes32[](0), _sheets(_one(inner), _mask(12), 0))),
            abi.encodeCall(IDao.ragequit, (100, new address[](1), address(0))),
            abi.encodeCall(IDao.callTogether, (_one(_call(address(target), 1 ether, ""))))
        ];
        for (uint256 i; i < 3; ++i) {
            d.slot = _slot(10 + i);
            target.arm(address(dao), attacks[i]);
            _enact(d, _mask(7));
            assertTrue(target.tried(), "tried");
            assertFalse(target.entered(), "refused");
        }
        assertEq(address(dao).balance, 97 ether, "three payments and no more");
        assertEq(payee.balance, 1, "inner decision not enacted");
    }

    function test_C8_RevertWhen_codeOfTheTargetChanged() public {
        Counter counter = new Counter();
        Decision memory d = _decide(0, _one(_call(address(counter), 0, abi.encodeCall(Counter.increment, ()))));
        bytes memory original = address(counter).code;
        vm.etch(address(counter), address(new EvilCounter()).code);
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CodeChanged.selector, dao.decisionId(d), 0, ""));
        dao.enact(_one(d), new bytes32[](0), sheets);
        vm.etch(address(counter), original);
        _enact(d, _mask(12));
        assertEq(counter.count(), 1, "the code they saw");
    }

    function test_C8_RevertWhen_codeAppearsWhereNoneWas() public {
        Call memory c = Call(address(0xC0DE), 0, hex"d09de08a", 0);
        _enact(_decide(0, _one(c)), _mask(7));
        vm.etch(address(0xC0DE), address(new EvilCounter()).code);
        Decision memory d = _decide(1, _one(c));
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CodeChanged.selector, dao.decisionId(d), 0, ""));
        dao.enact(_one(d), new bytes32[](0), sheets);
    }

    function test_R6_delegatedAccountsNeedNoPin() public {
        address account = address(0x7702);
        vm.etch(account, abi.encodePacked(hex"ef0100", address(new Counter())));
        Decision memory d = _decide(0, _one(Call(account, 1 ether, "hello", 0)));
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        (bool ok, bytes memory why) = address(dao).call(abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), sheets)));
        // The call itself may fail in the delegate; what matters is that no pin refuses it.
        assertTrue(ok || bytes4(why) == IDao.Dao_CallFailed.selector, "no pin");
    }

    function test_C16_returnBombCostsLittleAndStaysEnactable() public {
        address bomb = address(new Bomb());
        Decision[] memory ds = new Decision[](2);
        ds[0] = _decide(0, _one(_call(bomb, 0, "x")));
        ds[1] = _pay(1, 1 ether);
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        vm.recordLogs();
        uint256 left = gasleft();
        dao.enact(ds, new bytes32[](0), sheets);
        assertTrue(left - gasleft() < 400_000, "little of what comes back is copied");
        (,, bytes memory returned) = abi.decode(vm.getRecordedLogs()[0].data, (bytes4, uint256, bytes));
        assertEq(returned.length, 256, "its first bytes");
        assertFalse(dao.spent(_slot(0)), "bomb unspent");
        assertTrue(dao.spent(_slot(1)), "payment made");
    }

    function test_C16_burnerCannotMarkItselfDone() public {
        Decision[] memory ds = new Decision[](2);
        ds[0] = _pay(0, 1 ether);
        ds[1] = _decide(1, _one(_call(address(new Burner()), 0, "x")));
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        dao.enact{gas: 5_000_000}(ds, new bytes32[](0), sheets);
        assertTrue(dao.spent(_slot(0)), "the first is enacted");
        assertFalse(dao.spent(_slot(1)), "the burner is not");
    }

    /// @dev Whatever gas the relayer sends: either the call was made in full and the slot is spent, or neither.
    function testFuzz_C16_starvedCallIsNeverSpent(uint256 gas, bool inFrame) public {
        Counter counter = new Counter();
        Call[] memory calls = new Call[](inFrame ? 2 : 1);
        calls[0] = _call(address(counter), 0, abi.encodeCall(Counter.increment, ()));
        if (inFrame) calls[1] = calls[0];
        Decision memory d = _decide(0, calls);
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheets(_one(d), _mask(7), 0)));
        (bool ok,) = address(dao).call{gas: bound(gas, 30_000, 160_000)}(body);
        assertEq(dao.spent(_slot(0)) ? 1 : 0, ok ? 1 : 0, "spent only in success");
        assertEq(counter.count(), ok ? calls.length : 0, "made in full or not at all");
    }

    function test_R6_RevertWhen_runCallsIsCalledByADecisionOrAStranger() public {
        Call[] memory calls = _one(_call(payee, 1 ether, ""));
        vm.expectRevert(IDao.Dao_OnlySelf.selector);
        dao.callTogether(calls);
        Decision memory d = _self(0, abi.encodeCall(IDao.callTogether, (calls)));
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        bytes memory said = abi.encodeWithSelector(IDao.Dao_OnlyWhileEnacting.selector);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 0, said));
        dao.enact(_one(d), new bytes32[](0), sheets);
    }
}
