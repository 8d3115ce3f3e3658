// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {SheetReader} from "../../src/libraries/SheetReader.sol";
import {Call, Decision} from "../../src/types/Types.sol";
import {Counter} from "../actors/Targets.sol";
import {DaoFixture} from "../base/DaoFixture.sol";
import {Vm} from "../base/Vm.sol";

/// @notice What enact does with one decision or several (R3, R6).
contract EnactTest is DaoFixture {
    function test_R3_sevenOfTwelvePay() public {
        _enact(_pay(0, 1 ether), _mask(7));
        assertEq(payee.balance, 1 ether + 1, "paid");
        assertTrue(dao.spent(_slot(0)), "slot spent");
        _enact(_pay(1, 1 ether), _mask(7));
        vm.snapshotGasLastCall("Dao", "enact, second payment, 7 of 12");
    }

    function test_R3_twelveOfTwelvePay() public {
        _enact(_pay(0, 1 ether), _mask(12));
        _enact(_pay(1, 1 ether), _mask(12));
        vm.snapshotGasLastCall("Dao", "enact, second payment, 12 of 12");
        assertEq(payee.balance, 2 ether + 1, "paid twice");
    }

    /// @dev A stranger copies the transaction and is first. The outcome is the one that was signed; the sender who comes second is told so and loses
    /// nothing but gas.
    function test_G4_copiedTransactionHasTheSameOutcome() public {
        Decision[] memory ds = _one(_pay(0, 1 ether));
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        vm.prank(address(0xF00D));
        dao.enact(ds, new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "paid whom the members chose");
        assertEq(address(0xF00D).balance, 0, "and not who sent");
        assertEq(address(dao).balance, 99 ether, "once");
        _expectRefusal(IDao.Dao_AlreadySpent.selector, ds[0]);
        dao.enact(ds, new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "still once");
        assertEq(address(dao).balance, 99 ether, "unchanged");
    }

    /// @dev Who copies cannot change what is enacted: not the payment, not the order where one comes after the other, not the executor.
    function test_G4_RevertWhen_theCopyIsAltered() public {
        Decision[] memory ds = new Decision[](2);
        (ds[0], ds[1]) = (_pay(0, 1 ether), _pay(1, 2 ether));
        ds[1].afterDecision = dao.decisionId(ds[0]);
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        bytes memory one = _sheets(_one(ds[1]), _mask(7), 0);
        Decision memory mine = _pay(2, 1 ether);
        mine.executor = address(this);
        bytes memory ofMine = _sheets(_one(mine), _mask(7), 0);
        Decision[] memory other = new Decision[](2);
        (other[0], other[1]) = (_pay(0, 1 ether), ds[1]);
        other[0].calls[0].target = address(0xF00D);
        vm.prank(address(0xF00D));
        vm.expectRevert(abi.encodeWithSelector(SheetReader.Sheets_BadSignature.selector, 0));
        dao.enact(other, new bytes32[](0), sheets);
        _expectRefusal(IDao.Dao_AfterUnmet.selector, ds[1]);
        vm.prank(address(0xF00D));
        dao.enact(_one(ds[1]), new bytes32[](0), one);
        _expectRefusal(IDao.Dao_WrongExecutor.selector, mine);
        vm.prank(address(0xF00D));
        dao.enact(_one(mine), new bytes32[](0), ofMine);
        assertEq(payee.balance, 1, "unpaid");
        assertEq(address(dao).balance, 100 ether, "unchanged");
        dao.enact(ds, new bytes32[](0), sheets);
        assertEq(address(dao).balance, 97 ether, "as it was signed");
    }

    function test_R6_tenDecisionsOneSheetEach() public {
        Decision[] memory ds = new Decision[](10);
        for (uint256 i; i < 10; ++i) ds[i] = _pay(i, 1 ether);
        dao.enact(ds, new bytes32[](0), _sheets(ds, _mask(7), 0));
        vm.snapshotGasLastCall("Dao", "enact, ten payments, 7 of 12");
        assertEq(payee.balance, 10 ether + 1, "paid ten times");
    }

    function test_R6_hundredPaymentsInOneDecision() public {
        Call[] memory calls = new Call[](100);
        for (uint256 i; i < 100; ++i) {
            calls[i] = _call(address(uint160(0xA000 + i)), 0.1 ether, "");
            vm.deal(calls[i].target, 1);
        }
        _enact(_decide(0, calls), _mask(7));
        assertEq(address(dao).balance, 90 ether, "paid a hundred");
    }

    /// @dev The sheet answers decisions in another order than the agenda, and one that is not enacted now.
    function test_R6_sheetsMayAnswerOtherDecisionsInAnyOrder() public {
        Decision[] memory ds = new Decision[](2);
        (ds[0], ds[1]) = (_pay(0, 1 ether), _pay(1, 2 ether));
        bytes32[] memory others = new bytes32[](1);
        others[0] = keccak256("a decision for later");
        Sheet[] memory sheets = new Sheet[](7);
        for (uint256 i; i < 7; ++i) {
            Sheet memory s = sheets[i];
            (s.seat, s.revision, s.index, s.support) = (uint8(i), 3, new uint8[](3), new uint8[](3));
            bytes32[] memory signed = new bytes32[](3);
            (s.index[0], s.index[1], s.index[2]) = (2, 1, 0);
            (s.support[0], s.support[1], s.support[2]) = (0, 1, 1);
            (signed[0], signed[1], signed[2]) = (others[0], dao.decisionId(ds[1]), dao.decisionId(ds[0]));
            s.signature = _compact(keys[i], _sheetDigest(dao, seats[i].account, 3, signed, s.support));
        }
        dao.enact(ds, others, _pack(sheets));
        assertEq(payee.balance, 3 ether + 1, "both paid");
    }

    /// @dev Enacts an agenda of which the second decision fails, and gives what the log says of it.
    function _saidOfSecond(Decision[] memory ds) private returns (bytes memory) {
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        vm.recordLogs();
        dao.enact(ds, new bytes32[](0), sheets);
        Vm.Log memory said = vm.getRecordedLogs()[1];
        assertEq(said.topics[0], IDao.DecisionFailed.selector, "reported");
        assertEq(said.topics[1], dao.decisionId(ds[1]), "named");
        return said.data;
    }

    function test_C18_oneFailingDecisionIsReportedAndBlocksNoOther() public {
        Counter counter = new Counter();
        Decision[] memory ds = new Decision[](3);
        ds[0] = _pay(0, 1 ether);
        ds[1] = _decide(1, _one(_call(address(counter), 0, abi.encodeCall(Counter.refuse, ()))));
        ds[2] = _pay(2, 1 ether);
        (bytes4 reason, uint256 call, bytes memory returned) = abi.decode(_saidOfSecond(ds), (bytes4, uint256, bytes));
        assertEq(bytes32(reason), bytes32(IDao.Dao_CallFailed.selector), "reason");
        assertEq(call, 0, "position");
        assertEq(keccak256(returned), keccak256(abi.encodeWithSignature("Error(string)", "no")), "what the target said");
        assertEq(payee.balance, 2 ether + 1, "others paid");
        assertFalse(dao.spent(_slot(1)), "still enactable");
    }

    /// @dev No call of it failed, so none is named.
    function test_C18_whatIsRefusedBeforeItsCallsIsReportedToo() public {
        Decision[] memory ds = new Decision[](2);
        ds[0] = _pay(0, 1 ether);
        ds[1] = _pay(1, 1 ether);
        ds[1].afterDecision = keccak256("never");
        assertEq(keccak256(_saidOfSecond(ds)), keccak256(abi.encode(IDao.Dao_AfterUnmet.selector, 0, "")), "why, and of no call");
    }

    function test_R6_callsStandOrFallTogether() public {
        Counter counter = new Counter();
        Call[] memory calls = new Call[](2);
        calls[0] = _call(payee, 1 ether, "");
        calls[1] = _call(address(counter), 0, abi.encodeCall(Counter.refuse, ()));
        Decision memory d = _decide(0, calls);
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        bytes memory said = abi.encodeWithSignature("Error(string)", "no");
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 1, said));
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, 1, "nothing paid");
        calls[1] = _call(address(counter), 0.5 ether, abi.encodeCall(Counter.increment, ()));
        _enact(_decide(0, calls), _mask(7));
        assertEq(counter.count(), 1, "called");
        assertEq(address(counter).balance, 0.5 ether, "with value");
    }

    function test_R6_RevertWhen_executorIsAnother() public {
        Decision memory d = _pay(0, 1 ether);
        d.executor = address(0xE);
        _enactRefused(IDao.Dao_WrongExecutor.selector, d, _mask(12));
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        vm.prank(address(0xE));
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "by its executor");
    }

    function test_R6_RevertWhen_expired() public {
        Decision memory d = _pay(0, 1 ether);
        vm.warp(d.expiresAt);
        _enact(_pay(1, 1 ether), _mask(7));
        vm.warp(uint256(d.expiresAt) + 1);
        _enactRefused(IDao.Dao_Expired.selector, d, _mask(12));
    }

    function test_C2_RevertWhen_enactedTwice() public {
        Decision memory d = _pay(0, 1 ether);
        _enact(d, _mask(7));
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        _expectRefusal(IDao.Dao_AlreadySpent.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "paid once");
    }

    function test_R6_RevertWhen_sameDecisionTwiceOnAgenda() public {
        Decision[] memory ds = new Decision[](2);
        (ds[0], ds[1]) = (_pay(0, 1 ether), _pay(0, 1 ether));
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_DuplicateOnAgenda.selector, dao.decisionId(ds[0])));
        dao.enact(ds, new bytes32[](0), sheets);
    }

    function test_R6_afterInTheSameAgenda() public {
        Decision[] memory ds = new Decision[](2);
        (ds[0], ds[1]) = (_pay(0, 1 ether), _pay(1, 1 ether));
        ds[1].afterDecision = dao.decisionId(ds[0]);
        dao.enact(ds, new bytes32[](0), _sheets(ds, _mask(7), 0));
        assertEq(payee.balance, 2 ether + 1, "both");
    }

    /// @dev What no witness shows is not taken for the decision of slot 0.
    function test_R6_RevertWhen_whatComesBeforeIsNotShown() public {
        Decision memory first = _pay(0, 1 ether);
        first.slot = 0;
        _enact(first, _mask(7));
        assertTrue(dao.spent(0), "slot 0");
        Decision memory second = _pay(1, 1 ether);
        second.afterDecision = keccak256("never");
        _enactRefused(IDao.Dao_AfterUnmet.selector, second, _mask(7));
    }

    /// @dev A witness that stands right behind the sheets is none: they end where they say.
    function test_R6_RevertWhen_theWitnessLiesBehindTheSheets() public {
        Decision memory first = _pay(0, 1 ether);
        _enact(first, _mask(7));
        Decision memory second = _pay(1, 1 ether);
        second.afterDecision = dao.decisionId(first);
        bytes memory sheets = _sheets(_one(second), _mask(7), 0);
        bytes memory body = abi.encodeCall(IDao.enact, (_one(second), new bytes32[](0), sheets));
        uint256 padding = (32 - sheets.length % 32) % 32;
        assembly {
            mstore(body, sub(mload(body), padding))
        }
        (bool ok, bytes memory why) = address(dao).call(bytes.concat(body, _witness(first)));
        assertFalse(ok, "refused");
        assertEq(bytes32(bytes4(why)), bytes32(IDao.Dao_AfterUnmet.selector), "named");
    }

    function test_R6_afterAnEarlierDecisionByWitness() public {
        Decision memory first = _pay(0, 1 ether);
        Decision memory second = _pay(1, 1 ether);
        second.afterDecision = dao.decisionId(first);
        _enactRefused(IDao.Dao_AfterUnmet.selector, second, _mask(7));
        bytes memory witness = _witness(first);
        bytes memory sheets = abi.encodePacked(_sheets(_one(second), _mask(7), 0), witness);
        _expectRefusal(IDao.Dao_AfterUnmet.selector, second);
        dao.enact(_one(second), new bytes32[](0), sheets);
        _enact(first, _mask(7));
        dao.enact(_one(second), new bytes32[](0), sheets);
        assertEq(payee.balance, 2 ether + 1, "second after first");
    }

    function test_R12_underfundedStaysEnactableAndSaysSo() public {
        Decision memory d = _pay(0, 101 ether);
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_Underfunded.selector, dao.decisionId(d), 0, ""));
        dao.enact(_one(d), new bytes32[](0), sheets);
        vm.deal(address(dao), 101 ether);
        _enact(d, _mask(7));
        assertEq(payee.balance, 101 ether + 1, "paid when funded");
    }

    function testFuzz_R3_passesExactlyWhenForBeatsTheRest(uint256 forMask, uint256 againstMask) public {
        forMask &= _mask(12);
        againstMask &= _mask(12) & ~forMask;
        uint256 yes;
        for (uint256 i; i < 12; ++i) if (forMask & (1 << i) != 0) ++yes;
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), forMask, againstMask);
        if (yes <= 6) _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, yes > 6 ? 1 ether + 1 : 1, "paid only when decisive");
    }
}
