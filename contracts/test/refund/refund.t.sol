// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Call, Decision} from "../../src/types/Types.sol";
import {Burner, Counter, OnlyReceives, ReentrantPayee} from "../actors/Targets.sol";
import {Vm} from "../base/Vm.sol";
import {RefundFixture} from "../base/RefundFixture.sol";

/// @notice Who pays for the gas gets it back, within bounds (R9).
contract RefundTest is RefundFixture {
    function setUp() public override {
        super.setUp();
        _foundCapped(1_000_000);
    }

    function _foundCapped(uint32 cap) private {
        _foundCapped("Refunds", cap);
    }

    /// @return refunded To the relayer.
    /// @return gas Of the call, without what the transaction pays beside it.
    function _relay(Decision[] memory ds) private returns (uint256 refunded, uint256 gas) {
        bytes memory body = abi.encodeCall(IDao.enact, (ds, new bytes32[](0), _sheets(ds, _mask(7), 0)));
        return _send(address(dao), body);
    }

    function _send(address to, bytes memory body) private returns (uint256 refunded, uint256 gas) {
        uint256 before = RELAYER.balance;
        vm.prank(RELAYER, RELAYER);
        gas = gasleft();
        (bool ok,) = to.call(body);
        gas -= gasleft();
        assertTrue(ok, "sent");
        return (RELAYER.balance - before, gas);
    }

    function test_R9_theRelayerIsRefundedAndNeverMoreThanItPaid() public {
        Decision[] memory ds = _one(_pay(0, 1 ether));
        bytes memory body = abi.encodeCall(IDao.enact, (ds, new bytes32[](0), _sheets(ds, _mask(7), 0)));
        uint256 beside = 21_000;
        for (uint256 i; i < body.length; ++i) beside += body[i] == 0 ? 4 : 16;
        (uint256 refunded, uint256 gas) = _send(address(dao), body);
        vm.snapshotGasLastCall("Dao", "enact, refunded, first payment, 7 of 12");
        vm.snapshotValue("Dao", "gas refunded, first payment, 7 of 12", refunded / PRICE);
        assertTrue(refunded <= (gas + beside) * PRICE, "never more than it paid");
        assertTrue(refunded >= (gas + beside) * PRICE * 9 / 10, "nine tenths at least");
        assertEq(address(dao).balance + refunded, 99 ether, "from the treasury");
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    function test_R9_theCapHolds() public {
        _foundCapped(30_000);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        assertEq(refunded, 30_000 * PRICE, "the cap");
        Decision[] memory ds = new Decision[](3);
        for (uint256 i; i < 3; ++i) ds[i] = _pay(i + 1, 1 ether);
        (refunded,) = _relay(ds);
        assertTrue(refunded <= 90_000 * PRICE && refunded > 60_000 * PRICE, "once per decision");
    }

    /// @dev Who makes the block pays the tip to itself.
    function test_R9_theTipIsCapped() public {
        _foundCapped(30_000);
        vm.txGasPrice(500 gwei);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        assertEq(refunded, 30_000 * 21 gwei, "base fee and one gwei");
        vm.txGasPrice(20 gwei + 1);
        (refunded,) = _relay(_one(_pay(1, 1 ether)));
        assertEq(refunded, 30_000 * (20 gwei + 1), "what it paid");
    }

    function test_R9_zeroIsOff() public {
        _foundCapped(0);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        assertEq(refunded, 0, "nothing");
        assertEq(address(dao).balance, 99 ether, "but the payment");
    }

    function test_R9_aTreasuryWithoutEtherEnactsAllTheSame() public {
        vm.deal(address(dao), 1 ether);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        assertEq(refunded, 0, "nothing is left");
        assertEq(payee.balance, 1 ether + 1, "paid");
        assertTrue(dao.spent(_slot(0)), "spent");
    }

    /// @dev The account of a key may carry code that refuses money, or calls back (EIP-7702).
    function test_R9_anAccountThatRefusesChangesNothing() public {
        vm.etch(RELAYER, address(new Counter()).code);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        assertEq(refunded, 0, "refused");
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    /// @dev The refund says nothing, so that an account with code that takes plain ETH takes it.
    function test_R9_anAccountThatTakesPlainEtherIsRefunded() public {
        vm.etch(RELAYER, address(new OnlyReceives()).code);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        assertTrue(refunded != 0, "refunded");
    }

    /// @dev An account that burns what it is given costs whoever sends that much, and nobody else anything.
    function test_R9_anAccountThatBurnsGasGetsAFixedPart() public {
        vm.etch(RELAYER, address(new Burner()).code);
        (uint256 refunded,) = _relay(_one(_pay(0, 1 ether)));
        vm.snapshotGasLastCall("Dao", "enact, refund to an account that burns what it gets, first payment, 7 of 12");
        assertEq(refunded, 0, "burnt");
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    function test_C1_RevertWhen_theRefundedAccountCallsBack() public {
        Decision memory d = _pay(1, 1 ether);
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _sheets(_one(d), _mask(7), 0)));
        ReentrantPayee made = new ReentrantPayee();
        vm.etch(RELAYER, address(made).code);
        ReentrantPayee(payable(RELAYER)).arm(address(dao), body);
        _relay(_one(_pay(0, 1 ether)));
        assertFalse(ReentrantPayee(payable(RELAYER)).entered(), "nobody comes in");
        assertFalse(dao.spent(d.slot), "unspent");
        assertEq(payee.balance, 1 ether + 1, "once");
    }

    /// @dev Several calls run in a frame; the refund comes once, behind it. What fails is not refunded.
    function test_R9_onceBehindTheFrameAndNothingForWhatFails() public {
        _foundCapped(30_000);
        Counter counter = new Counter();
        Call[] memory calls = new Call[](2);
        calls[0] = _call(payee, 1 ether, "");
        calls[1] = _call(address(counter), 0, abi.encodeCall(Counter.increment, ()));
        (uint256 refunded,) = _relay(_one(_decide(0, calls)));
        assertEq(refunded, 30_000 * PRICE, "once");
        Decision[] memory ds = new Decision[](2);
        ds[0] = _pay(1, 1 ether);
        ds[1] = _decide(2, _one(_call(address(counter), 0, abi.encodeCall(Counter.refuse, ()))));
        (refunded,) = _relay(ds);
        assertEq(refunded, 30_000 * PRICE, "for the one that was enacted");
    }

    /// @dev What a transaction pays beside its calls is counted once in it, however often the DAO is called: here one transaction is one test.
    function test_R9_theBaseIsCountedOncePerTransaction() public {
        (uint256 first, uint256 gas) = _relay(_one(_pay(0, 1 ether)));
        (uint256 second, uint256 less) = _relay(_one(_pay(1, 1 ether)));
        assertTrue(first > gas * PRICE, "with the base");
        assertTrue(second <= less * PRICE, "without");
    }

    function test_R9_executingARecordIsRefundedToo() public {
        Decision memory d = _pay(0, 1 ether);
        _close(d);
        _record(d, 0x03f, 0x040, 0);
        vm.warp(_recordOf(d).executableFrom);
        bytes memory body = abi.encodeCall(IDaoRecords.execute, (dao, d, ""));
        uint256 beside = 21_000;
        for (uint256 i; i < body.length; ++i) beside += body[i] == 0 ? 4 : 16;
        (uint256 refunded, uint256 gas) = _send(address(records), body);
        vm.snapshotValue("Dao", "gas refunded, executed record", refunded / PRICE);
        assertTrue(refunded != 0 && refunded <= (gas + beside) * PRICE, "within what it paid");
        assertTrue(refunded >= (gas + beside) * PRICE * 6 / 10, "most of it");
        assertEq(address(records).balance, 0, "nothing stays on the way");
    }

    function testFuzz_R9_neverAboveTheCap(uint32 cap, uint40 price, uint48 baseFee, uint96 held) public {
        cap = uint32(bound(cap, 1, 10_000_000));
        _foundCapped(cap);
        vm.deal(address(dao), uint256(held) + 1);
        vm.fee(baseFee);
        vm.txGasPrice(uint256(baseFee) + price);
        vm.recordLogs();
        (uint256 refunded,) = _relay(_one(_pay(0, 1)));
        assertTrue(refunded <= uint256(cap) * (uint256(baseFee) + (price < 1 gwei ? price : 1 gwei)), "cap and price");
        assertEq(address(dao).balance + refunded, held, "conserved");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertTrue(logs.length == (refunded == 0 && logs.length == 1 ? 1 : 2), "told");
        if (logs.length == 2) assertEq(abi.decode(logs[1].data, (uint256)), refunded, "how much");
    }
}
