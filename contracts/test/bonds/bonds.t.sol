// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketBonds} from "../../src/interfaces/IMarketBonds.sol";
import {MoodyMember} from "../actors/Members.sol";
import {DaoFixture} from "../base/DaoFixture.sol";
import {Vm} from "../base/Vm.sol";

/// @notice What an account without a DAO locks to be heard in the market, and how it comes back (R21–R23).
contract MarketBondsTest is DaoFixture {
    IMarketBonds private _bonds;
    address private _ada = address(0xADA);
    address private _ben = address(0xBE7);
    uint256 private constant START = 1_800_000_000;

    function setUp() public override {
        vm.warp(START);
        _bonds = IMarketBonds(_deploy("MarketBonds", ""));
        vm.deal(_ada, 100 ether);
        vm.deal(_ben, 100 ether);
    }

    function _bond(address account, uint256 amount) private {
        vm.prank(account);
        _bonds.bond{value: amount}();
    }

    function _unbond(address account) private {
        vm.prank(account);
        _bonds.unbond();
    }

    function _withdraw(address account, address recipient) private {
        vm.prank(account);
        _bonds.withdraw(recipient);
    }

    function _assertBond(address account, uint256 amount, uint256 leavesAt) private view {
        (uint216 locked, uint40 leaves) = _bonds.bondOf(account);
        assertEq(locked, amount, "locked");
        assertEq(leaves, leavesAt, "leaves at");
    }

    function _assertTold(bytes memory data, bytes32 which, address account) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 1, "one event");
        assertEq(logs[0].topics[0], which, "which one");
        assertEq(logs[0].topics[1], bytes32(uint256(uint160(account))), "whose");
        assertEq(keccak256(logs[0].data), keccak256(data), "what it says");
    }

    function test_R21_whateverComesIsLockedForWhoeverSentIt() public {
        vm.recordLogs();
        _bond(_ada, 3);
        vm.snapshotGasLastCall("MarketBonds", "bond");
        _assertTold(abi.encode(3, 3), IMarketBonds.Bonded.selector, _ada);
        _bond(_ada, 1 ether);
        vm.snapshotGasLastCall("MarketBonds", "bond more");
        _assertTold(abi.encode(1 ether, 1 ether + 3), IMarketBonds.Bonded.selector, _ada);
        _bond(_ben, 7);
        _assertBond(_ada, 1 ether + 3, 0);
        _assertBond(_ben, 7, 0);
        assertEq(address(_bonds).balance, 1 ether + 10, "all of it lies here");
    }

    function test_R21_RevertWhen_nothingComesOrMoreThanFits() public {
        vm.prank(_ada);
        vm.expectRevert(IMarketBonds.Bonds_Nothing.selector);
        _bonds.bond();
        vm.deal(_ada, type(uint256).max);
        vm.prank(_ada);
        vm.expectRevert(IMarketBonds.Bonds_TooMuch.selector);
        _bonds.bond{value: uint256(type(uint216).max) + 1}();
        _bond(_ada, type(uint216).max);
        vm.prank(_ada);
        vm.expectRevert(IMarketBonds.Bonds_TooMuch.selector);
        _bonds.bond{value: 1}();
        _unbond(_ada);
        vm.warp(START + 7 days);
        _withdraw(_ada, address(0));
        assertEq(_ada.balance, type(uint256).max, "back to the last unit");
    }

    function test_R22_aNoticeBeginsAndAllOfItComesBackAfterwards() public {
        _bond(_ada, 2 ether);
        vm.recordLogs();
        _unbond(_ada);
        vm.snapshotGasLastCall("MarketBonds", "unbond");
        _assertTold(abi.encode(2 ether, START + 7 days), IMarketBonds.Unbonded.selector, _ada);
        assertEq(_bonds.NOTICE(), 7 days, "notice");
        _assertBond(_ada, 2 ether, START + 7 days);
        vm.warp(START + 7 days - 1);
        vm.prank(_ada);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_TooEarly.selector, START + 7 days));
        _bonds.withdraw(address(0));
        vm.warp(START + 7 days);
        vm.recordLogs();
        _withdraw(_ada, address(0));
        vm.snapshotGasLastCall("MarketBonds", "withdraw");
        _assertTold(abi.encode(_ada, 2 ether), IMarketBonds.Withdrawn.selector, _ada);
        assertEq(_ada.balance, 100 ether, "in full");
        _assertBond(_ada, 0, 0);
    }

    function test_R22_C17_RevertWhen_itIsDoneTwiceOrOutOfTurn() public {
        vm.prank(_ada);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_NotBonded.selector, _ada));
        _bonds.unbond();
        _bond(_ada, 5);
        vm.prank(_ada);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_NotLeaving.selector, _ada));
        _bonds.withdraw(address(0));
        _unbond(_ada);
        vm.warp(START + 1 days);
        vm.prank(_ada);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_Leaving.selector, START + 7 days));
        _bonds.unbond();
        vm.warp(START + 8 days);
        _bond(_ben, 5);
        _withdraw(_ada, address(0));
        vm.prank(_ada);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_NotLeaving.selector, _ada));
        _bonds.withdraw(address(0));
        assertEq(address(_bonds).balance, 5, "what another one locked");
    }

    function test_R22_aNoticeIsTakenBackByBondingAgain() public {
        _bond(_ada, 5);
        _unbond(_ada);
        vm.warp(START + 7 days);
        _bond(_ada, 0);
        _assertBond(_ada, 5, 0);
        _unbond(_ada);
        _assertBond(_ada, 5, START + 14 days);
        _bond(_ada, 2);
        _assertBond(_ada, 7, 0);
        vm.prank(_ada);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_NotLeaving.selector, _ada));
        _bonds.withdraw(address(0));
    }

    function test_R23_nobodyElseTakesItAndTheAccountSaysWhereTo() public {
        _bond(_ada, 5 ether);
        _bond(_ben, 1 ether);
        _unbond(_ada);
        vm.warp(START + 30 days);
        vm.prank(_ben);
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_NotLeaving.selector, _ben));
        _bonds.withdraw(_ben);
        // Nothing is taken that is not locked by a function.
        vm.prank(_ben);
        (bool ok,) = address(_bonds).call{value: 1}("");
        assertFalse(ok, "a plain payment is nobody's, so it is refused");
        _withdraw(_ada, address(0xCE11A));
        assertEq(address(0xCE11A).balance, 5 ether, "where the account said");
    }

    function test_R23_C12_whatARecipientRefusesStaysAndGoesElsewhere() public {
        MoodyMember moody = new MoodyMember();
        vm.deal(address(moody), 3);
        _bond(address(moody), 3);
        _unbond(address(moody));
        vm.warp(START + 7 days);
        for (uint8 mood = 1; mood < 3; ++mood) {
            moody.set(mood, address(0), "");
            vm.prank(address(moody));
            (bool ok,) = address(_bonds).call{gas: 500_000}(abi.encodeCall(IMarketBonds.withdraw, (address(0))));
            assertFalse(ok, "it refused");
            _assertBond(address(moody), 3, START + 7 days);
        }
        vm.prank(address(moody));
        vm.expectRevert(abi.encodeWithSelector(IMarketBonds.Bonds_TransferFailed.selector, address(_bonds)));
        _bonds.withdraw(address(_bonds));
        _withdraw(address(moody), _ben);
        assertEq(_ben.balance, 100 ether + 3, "elsewhere");
    }

    function test_R23_C1_whoCallsBackInHasNoBondAnyMore() public {
        MoodyMember moody = new MoodyMember();
        vm.deal(address(moody), 3);
        _bond(address(moody), 3);
        _bond(_ben, 50);
        _unbond(address(moody));
        vm.warp(START + 7 days);
        bytes[2] memory bodies = [abi.encodeCall(IMarketBonds.withdraw, (address(0))), abi.encodeCall(IMarketBonds.unbond, ())];
        uint256 before = vm.snapshotState();
        for (uint256 i; i < 2; ++i) {
            moody.set(0, address(_bonds), bodies[i]);
            _withdraw(address(moody), address(0));
            assertEq(address(moody).balance, 3, "once");
            assertEq(address(_bonds).balance, 50, "the other's is there");
            _assertBond(address(moody), 0, 0);
            vm.revertToState(before);
        }
    }
}
