// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IPair, Side} from "../../src/interfaces/IPair.sol";
import {Call, Decision, Member, RosterDelta} from "../../src/types/Types.sol";
import {PlainToken} from "../actors/Tokens.sol";
import {PairFixture} from "../base/PairFixture.sol";

/// @notice Two DAOs merge (R20.1): the first pays what it has to the second, which takes its members in. A share of the first is worth two of the second.
contract MergerTest is PairFixture {
    PlainToken private _token;

    function setUp() public override {
        super.setUp();
        _token = new PlainToken();
        for (uint256 i; i < 2; ++i) vm.deal(address(daos[i]), (i + 1) * 10 ether);
        _token.mint(address(daos[0]), 77);
    }

    function _expects(uint256 i) private view returns (Call memory) {
        (Member[] memory members,,) = daos[i].presentRoster();
        return Call(address(pair), 0, abi.encodeCall(IPair.expectRoster, (daos[i], keccak256(abi.encode(members)))), address(pair).codehash);
    }

    function _pays(uint256 amount) private view returns (Call[] memory calls) {
        calls = new Call[](3);
        calls[0] = _expects(0);
        calls[1] = Call(address(daos[1]), amount, "", 0);
        calls[2] = Call(address(_token), 0, abi.encodeCall(PlainToken.transfer, (address(daos[1]), 77)), address(_token).codehash);
    }

    function _takes() private view returns (Call[] memory calls) {
        (Member[] memory members,,) = daos[0].presentRoster();
        RosterDelta[] memory deltas = new RosterDelta[](members.length);
        for (uint256 i; i < members.length; ++i) {
            deltas[i] = RosterDelta(members[i].account, members[i].kind, true, members[i].power, 2 * members[i].shares);
        }
        calls = new Call[](2);
        (calls[0], calls[1]) = (_expects(1), Call(address(daos[1]), 0, abi.encodeCall(IDao.changeRoster, (deltas)), 0));
    }

    function _refused(bytes memory why, Side memory first, Side memory second) private {
        (uint256 a, uint256 b) = (address(daos[0]).balance, address(daos[1]).balance);
        (,, uint256 shares) = daos[1].presentRoster();
        vm.expectRevert(why);
        pair.enactBoth(first, second);
        assertEq(address(daos[0]).balance, a, "the first keeps its ETH");
        assertEq(address(daos[1]).balance, b, "the second keeps its ETH");
        assertEq(_token.balanceOf(address(daos[0])), 77, "tokens stay");
        (,, uint256 after_) = daos[1].presentRoster();
        assertEq(after_, shares, "no share was made");
    }

    function _failed(uint256 i, Decision memory d, bytes4 reason, uint256 at, bytes memory why) private view returns (bytes memory) {
        return abi.encodeWithSelector(reason, daos[i].decisionId(d), at, why);
    }

    function test_R20_1_twoDaosMerge() public {
        (Side memory first, Side memory second) = _sides(1, _pays(10 ether), _takes());
        (Member[] memory from,,) = daos[0].presentRoster();
        (Member[] memory own,, uint256 ownShares) = daos[1].presentRoster();
        pair.enactBoth(first, second);
        vm.snapshotGasLastCall("Pair", "a merger of 12 and 7 members, ETH and one token");
        assertEq(address(daos[0]).balance, 0, "empty");
        assertEq(address(daos[1]).balance, 30 ether, "all ETH");
        assertEq(_token.balanceOf(address(daos[1])), 77, "all tokens");
        (Member[] memory members,, uint256 shares) = daos[1].presentRoster();
        assertEq(members.length, from.length + own.length, "everybody");
        uint256 came;
        for (uint256 i; i < from.length; ++i) came += from[i].shares;
        assertEq(shares, ownShares + 2 * came, "shares");
        // What arrives at the empty shell still belongs to who owned it.
        (,, uint256 left) = daos[0].presentRoster();
        assertEq(left, came, "the shell keeps its owners");
    }

    function test_R20_1_RevertWhen_theTreasuryShrank() public {
        (Side memory first, Side memory second) = _sides(1, _pays(10 ether), _takes());
        vm.deal(address(daos[0]), 10 ether - 1);
        _refused(_failed(0, first.decision, IDao.Dao_Underfunded.selector, 2, ""), first, second);
        vm.deal(address(daos[0]), 11 ether);
        pair.enactBoth(first, second);
        assertEq(address(daos[0]).balance, 1 ether, "what came later stays with its owners");
    }

    /// @dev What no call of a merger checks: a majority of the second can pay out what it owns before the first comes.
    function test_R20_1_whatTheSecondOwnsIsNotChecked() public {
        (Side memory first, Side memory second) = _sides(1, _pays(10 ether), _takes());
        vm.prank(address(daos[1])); // a decision of its own
        (bool ok,) = payable(address(0xCAFE)).call{value: 20 ether}("");
        assertTrue(ok, "paid out");
        pair.enactBoth(first, second);
        assertEq(address(daos[1]).balance, 10 ether, "all that there is came in");
    }

    /// @dev G12: who takes its part out of the first is not paid a second time in the second.
    function test_R19_4_G12_RevertWhen_theRosterChanged() public {
        for (uint256 i; i < 2; ++i) {
            uint256 state = vm.snapshotState();
            (Side memory first, Side memory second) = _sides(1, _pays(1 ether), _takes());
            _in(i);
            vm.prank(seats[0].account);
            daos[i].ragequit(1, new address[](0), address(0));
            bytes memory why = abi.encodeWithSelector(IPair.Pair_RosterChanged.selector, address(daos[i]));
            Decision memory d = i == 0 ? first.decision : second.decision;
            _refused(_failed(i, d, IDao.Dao_CallFailed.selector, 1, why), first, second);
            vm.revertToState(state);
        }
    }

    /// @dev No majority of the one side takes the other's money for nothing.
    function test_R20_1_RevertWhen_oneSideTakesNobodyIn() public {
        Call[] memory nobody = new Call[](0);
        bytes32 terms = _terms(_pays(10 ether), _takes());
        Side memory first = _side(0, _reserved(0, 1, terms, _pays(10 ether)));
        Side memory second = _side(1, _reserved(1, 1, terms, nobody));
        _refused(abi.encodeWithSelector(IPair.Pair_WrongTerms.selector, daos[0], _terms(_pays(10 ether), nobody)), first, second);
    }

    function test_R20_1_RevertWhen_oneSideRefuses() public {
        (Side memory first, Side memory second) = _sides(1, _pays(10 ether), _takes());
        _in(1);
        second.sheets = _sheets(_one(second.decision), 1, _everybody() & ~uint256(1));
        _refused(abi.encodeWithSelector(IDao.Dao_NotDecisive.selector, daos[1].decisionId(second.decision)), first, second);
    }
}
