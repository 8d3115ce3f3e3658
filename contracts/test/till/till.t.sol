// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITill, Quote} from "../../src/interfaces/ITill.sol";
import {Approvable, FeeOnEntry, SilentApprovable} from "../actors/EscrowActors.sol";
import {MoodyMember} from "../actors/Members.sol";
import {EmptyPromise, OddSeller, ReentrantOnEntry, Refuser} from "../actors/Sellers.sol";
import {IncomeFixture} from "../base/IncomeFixture.sol";
import {Vm} from "../base/Vm.sol";

/// @notice Finished work of a DAO is paid for (R26).
contract TillTest is IncomeFixture {
    ITill private _till;
    address private _ben = address(0xBE7);
    address private _cleo = address(0xC1E0);
    bytes32 private constant WORK = keccak256("work");
    uint40 private constant UNTIL = 1_800_100_000;

    function setUp() public override {
        super.setUp();
        _till = ITill(_deploy("Till", ""));
        vm.deal(_ben, 100 ether);
    }

    function _quote(address token, uint128 price, uint32 copies) private view returns (Quote memory) {
        return Quote(address(dao), token, price, copies, UNTIL, WORK);
    }

    function _buy(Quote memory q, address reader, uint256 value) private {
        vm.prank(_ben);
        _till.buy{value: value}(q, reader);
    }

    function _refuses(Quote memory q, uint256 value, bytes memory reason) private {
        vm.prank(_ben);
        vm.expectRevert(reason);
        _till.buy{value: value}(q, _ben);
    }

    function test_R26_etherGoesStraightToTheInboxAndThePurchaseIsTold() public {
        Quote memory q = _quote(address(0), 2 ether, 0);
        vm.recordLogs();
        _buy(q, _cleo, 2 ether);
        vm.snapshotGasLastCall("Till", "buy with ETH");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 1, "one event");
        assertEq(logs[0].topics[0], ITill.Bought.selector, "which one");
        assertEq(logs[0].topics[1], keccak256(abi.encode(q)), "by which quote");
        assertEq(logs[0].topics[2], bytes32(uint256(uint160(address(dao)))), "of whom");
        assertEq(logs[0].topics[3], bytes32(uint256(uint160(_cleo))), "for whom");
        assertEq(keccak256(logs[0].data), keccak256(abi.encode(_ben, address(0), 2 ether, WORK, 1)), "what it says");
        assertEq(address(inbox).balance, 2 ether, "in the inbox");
        assertEq(inbox.income(address(0)), 2 ether, "as income");
        assertEq(address(_till).balance, 0, "nothing stays");
        _buy(q, _ben, 2 ether);
        vm.snapshotGasLastCall("Till", "buy another copy");
        assertEq(_till.soldOf(_till.quoteId(q)), 2, "two copies");
    }

    function test_R26_aTokenGoesPastTheTillAndIsDistributedByTheRule() public {
        SilentApprovable token = new SilentApprovable();
        token.mint(_ben, 1200);
        vm.prank(_ben);
        token.approve(address(_till), 1200);
        _buy(_quote(address(token), 1200, 0), _ben, 0);
        vm.snapshotGasLastCall("Till", "buy with a token");
        assertEq(token.balanceOf(address(inbox)), 1200, "in the inbox");
        assertEq(token.balanceOf(address(_till)), 0, "nothing stays");
        inbox.distribute(address(token));
        assertEq(token.balanceOf(address(dao)), 300, "a quarter is the treasury's");
        for (uint256 i; i < seats.length; ++i) assertEq(token.balanceOf(seats[i].account), 75, "the rest is the members'");
    }

    function test_R26_everyFieldOfAQuoteIsInItsId() public view {
        Quote memory q = _quote(address(0), 5, 6);
        bytes32 id = _till.quoteId(q);
        assertEq(id, keccak256(abi.encode(q.seller, q.token, q.price, q.copies, q.until, q.work)), "the encoding");
        Quote[6] memory others;
        for (uint256 i; i < 6; ++i) others[i] = _quote(address(0), 5, 6);
        (others[0].seller, others[1].token, others[2].price) = (_ben, _ben, 4);
        (others[3].copies, others[4].until, others[5].work) = (7, UNTIL + 1, 0);
        for (uint256 i; i < 6; ++i) assertTrue(_till.quoteId(others[i]) != id, "another quote");
    }

    function test_R26_noMoreCopiesThanTheQuoteSays() public {
        Quote memory q = _quote(address(0), 1, 2);
        _buy(q, _ben, 1);
        _buy(q, _ben, 1);
        _refuses(q, 1, abi.encodeWithSelector(ITill.Till_SoldOut.selector, 2));
        assertEq(address(inbox).balance, 2, "what was refused was not paid");
        // Who makes a quote of its own uses up nobody else's copies.
        Quote memory other = _quote(address(0), 1, 3);
        _buy(other, _ben, 1);
        assertEq(_till.soldOf(_till.quoteId(other)), 1, "counted apart");
    }

    function test_R26_untilAndInTheLastSecond() public {
        Quote memory q = _quote(address(0), 1, 0);
        vm.warp(UNTIL);
        _buy(q, _ben, 1);
        vm.warp(UNTIL + 1);
        _refuses(q, 1, abi.encodeWithSelector(ITill.Till_Over.selector, UNTIL));
    }

    function test_R26_RevertWhen_anotherAmountComesOrNothingIsAsked() public {
        Quote memory q = _quote(address(0), 5, 0);
        _refuses(q, 4, abi.encodeWithSelector(ITill.Till_WrongValue.selector, 4, 5));
        _refuses(q, 6, abi.encodeWithSelector(ITill.Till_WrongValue.selector, 6, 5));
        _refuses(_quote(address(0), 0, 0), 0, abi.encodeWithSelector(ITill.Till_Free.selector));
        Approvable token = new Approvable();
        _refuses(_quote(address(token), 5, 0), 1, abi.encodeWithSelector(ITill.Till_WrongValue.selector, 1, 0));
        vm.prank(_ben);
        vm.expectRevert(ITill.Till_NoReader.selector);
        _till.buy{value: 5}(q, address(0));
        vm.prank(_ben);
        (bool ok,) = address(_till).call{value: 1}("");
        assertFalse(ok, "a plain payment would lie here for ever");
    }

    function test_R26_C11_C12_RevertWhen_aTokenDoesNotArriveInFull() public {
        address[4] memory tokens =
            [address(new FeeOnEntry()), address(new EmptyPromise()), address(new Refuser()), address(new Approvable())];
        for (uint256 i; i < 4; ++i) {
            Approvable(tokens[i]).mint(_ben, 100);
            _refuses(_quote(tokens[i], 100, 0), 0, abi.encodeWithSelector(ITill.Till_NotPaid.selector, tokens[i]));
            assertEq(Approvable(tokens[i]).balanceOf(_ben), 100, "back with the buyer");
        }
        _refuses(_quote(address(0xE0A), 100, 0), 0, abi.encodeWithSelector(ITill.Till_NotPaid.selector, address(0xE0A)));
    }

    function test_R26_RevertWhen_theSellerHasNoInboxOrItRefuses() public {
        bytes[4] memory answers = [bytes(""), abi.encode(0), abi.encode(uint256(1) << 160), abi.encode(1, 2)];
        for (uint256 i; i < 4; ++i) {
            Quote memory odd = _quote(address(0), 1, 0);
            odd.seller = address(new OddSeller(answers[i]));
            _refuses(odd, 1, abi.encodeWithSelector(ITill.Till_NoInbox.selector, odd.seller));
        }
        Quote memory person = _quote(address(0), 1, 0);
        person.seller = _cleo;
        _refuses(person, 1, abi.encodeWithSelector(ITill.Till_NoInbox.selector, _cleo));
        MoodyMember refusing = new MoodyMember();
        refusing.set(1, address(0), "");
        Quote memory q = _quote(address(0), 1, 0);
        q.seller = address(new OddSeller(abi.encode(address(refusing))));
        _refuses(q, 1, abi.encodeWithSelector(ITill.Till_TransferFailed.selector, address(refusing)));
        assertEq(_till.soldOf(_till.quoteId(q)), 0, "not sold");
    }

    function test_R26_anInboxThatIsNotThereYetIsPaidAtItsAddress() public {
        dao = _found(plainRules(), "Fresh");
        address later = factory.inboxOf(address(dao));
        _buy(_quote(address(0), 3, 0), _ben, 3);
        assertEq(later.balance, 3, "where it will be");
        assertEq(later.code.length, 0, "not deployed for that");
    }

    function test_R26_C1_RevertWhen_aTokenOrAnInboxCallsBackIn() public {
        ReentrantOnEntry token = new ReentrantOnEntry();
        token.mint(_ben, 100);
        Quote memory q = _quote(address(token), 50, 0);
        token.arm(address(_till), abi.encodeCall(ITill.buy, (q, _cleo)));
        _buy(q, _ben, 0);
        assertFalse(token.entered(), "one payment is one purchase");
        assertEq(_till.soldOf(_till.quoteId(q)), 1, "one copy");
        MoodyMember greedy = new MoodyMember();
        Quote memory odd = _quote(address(0), 7, 0);
        odd.seller = address(new OddSeller(abi.encode(address(greedy))));
        greedy.set(0, address(_till), abi.encodeCall(ITill.buy, (odd, _cleo)));
        _buy(odd, _ben, 7);
        assertEq(_till.soldOf(_till.quoteId(odd)), 1, "one copy for one price");
        // The guard is gone with its call.
        _buy(_quote(address(0), 7, 0), _ben, 7);
    }
}
