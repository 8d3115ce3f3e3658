// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IDao} from "../../src/interfaces/IDao.sol";
import {FairShare} from "../../src/libraries/FairShare.sol";
import {Decision, Member} from "../../src/types/Types.sol";
import {ForcedEther} from "../actors/Targets.sol";
import {CoinToken, DoubleToken, FalseToken, FeeToken, GreedyToken, PlainToken, ReentrantToken, SilentBlockingToken} from "../actors/Tokens.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Leaving with one's part (R12).
contract RagequitTest is DaoFixture {
    function _list(address a) private pure returns (address[] memory tokens) {
        tokens = new address[](1);
        tokens[0] = a;
    }

    function _ethAnd(address a) private pure returns (address[] memory tokens) {
        tokens = new address[](2);
        tokens[1] = a;
    }

    function _quit(uint256 seat, uint128 shares, address[] memory tokens) private {
        vm.prank(seats[seat].account);
        dao.ragequit(shares, tokens, address(0));
    }

    function test_R12_fullExitTakesTheFairPart() public {
        PlainToken token = new PlainToken();
        token.mint(address(dao), 1200);
        _quit(0, 100, _ethAnd(address(token)));
        vm.snapshotGasLastCall("Dao", "ragequit, full, ETH and one token");
        assertEq(seats[0].account.balance, uint256(100 ether) / 12, "ETH");
        assertEq(token.balanceOf(seats[0].account), 100, "token");
        (Member[] memory left, uint256 power, uint256 shares) = dao.presentRoster();
        assertEq(left[0].power, 0, "no vote");
        assertEq(power, 11, "power of the rest");
        assertEq(shares, 1100, "shares of the rest");
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_NotMember.selector, seats[0].account));
        _quit(0, 1, _list(address(0)));
    }

    function test_R12_partialExitsAddUpToTheFullOne() public {
        _quit(0, 40, _list(address(0)));
        assertEq(seats[0].account.balance, uint256(100 ether) * 40 / 1200, "first part");
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_NotEnoughShares.selector, 61, 60));
        _quit(0, 61, _list(address(0)));
        (Member[] memory left,,) = dao.presentRoster();
        assertEq(left[0].shares, 60, "rest of the shares");
        assertEq(left[0].power, 1, "still votes");
        _quit(0, 60, _list(address(0)));
        assertTrue(seats[0].account.balance <= uint256(100 ether) / 12, "never more");
        assertTrue(seats[0].account.balance + 2 >= uint256(100 ether) / 12, "but for rounding the same");
    }

    function test_R12_recipientIsTheCallersChoice() public {
        vm.prank(seats[0].account);
        dao.ragequit(100, _list(address(0)), address(0xCAFE));
        assertEq(address(0xCAFE).balance, uint256(100 ether) / 12, "paid there");
    }

    function test_R12_RevertWhen_callerIsNoMember() public {
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_NotMember.selector, address(this)));
        dao.ragequit(1, _list(address(0)), address(0));
    }

    function test_R12_whatIsWorthNothingIsNotSent() public {
        // It fails every transfer; of 11 units a twelfth is none.
        FalseToken token = new FalseToken();
        token.mint(address(dao), 11);
        _quit(0, 100, _ethAnd(address(token)));
        assertEq(seats[0].account.balance, uint256(100 ether) / 12, "the rest is paid");
    }

    function test_R12_RevertWhen_nothingIsBurned() public {
        vm.expectRevert(IDao.Dao_NothingToBurn.selector);
        _quit(0, 0, _list(address(0)));
    }

    function test_G6_leavingTakesTheVoteAlong() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        _quit(0, 100, _list(address(0)));
        // Six of the eleven that are left decide; two who left do not.
        _quit(1, 100, _list(address(0)));
        _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
        _enact(d, _mask(8) & ~uint256(3));
    }

    function test_C13_hostileTokensOfThreeHundredAreLeftOut() public {
        bytes memory code = address(new PlainToken()).code;
        address[] memory tokens = new address[](300);
        address[] memory rest = new address[](299);
        for (uint256 i; i < 300; ++i) {
            tokens[i] = address(uint160(0x100000 + i));
            if (i != 150) rest[i < 150 ? i : i - 1] = tokens[i];
            vm.etch(tokens[i], code);
            PlainToken(tokens[i]).mint(address(dao), 1200);
        }
        vm.etch(tokens[150], address(new FalseToken()).code);
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_TransferFailed.selector, tokens[150]));
        _quit(0, 100, tokens);
        _quit(0, 100, rest);
        for (uint256 i; i < 299; ++i) assertEq(PlainToken(rest[i]).balanceOf(seats[0].account), 100, "fair part of each");
        assertEq(PlainToken(tokens[150]).balanceOf(address(dao)), 1200, "the hostile one stays");
    }

    function test_R33_RevertWhen_aTokenIsListedTwice() public {
        PlainToken token = new PlainToken();
        token.mint(address(dao), 1200);
        address[] memory tokens = new address[](2);
        (tokens[0], tokens[1]) = (address(token), address(token));
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_Overdrawn.selector, address(token)));
        _quit(0, 100, tokens);
        (tokens[0], tokens[1]) = (address(0), address(0));
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_Overdrawn.selector, address(0)));
        _quit(0, 100, tokens);
        (tokens[0], tokens[1]) = (address(token), address(0));
        _quit(0, 100, tokens);
        assertEq(token.balanceOf(seats[0].account), 100, "the order is nobody's business");
        assertEq(seats[0].account.balance, uint256(100 ether) / 12, "of each the fair part");
    }

    function test_C12_tokenThatSaysNothingAndBlocksAPayee() public {
        SilentBlockingToken token = new SilentBlockingToken();
        token.mint(address(dao), 1200);
        token.blockAccount(seats[0].account);
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_TransferFailed.selector, address(token)));
        _quit(0, 100, _list(address(token)));
        vm.prank(seats[0].account);
        dao.ragequit(100, _list(address(token)), address(0xCAFE));
        assertEq(token.balanceOf(address(0xCAFE)), 100, "another recipient");
        _quit(1, 100, _list(address(token)));
        assertEq(token.balanceOf(seats[1].account), 100, "others unaffected");
    }

    function test_C12_RevertWhen_theTokenIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_TokenUnreadable.selector, address(0xDEAD)));
        _quit(0, 100, _list(address(0xDEAD)));
    }

    /// @dev By both addresses one would have a part of the whole, and then a part of what is left.
    function test_R33_C11_RevertWhen_oneTokenIsListedByTwoAddresses() public {
        DoubleToken token = new DoubleToken();
        (address first, address second) = (address(token), address(token.door()));
        if (first > second) (first, second) = (second, first);
        token.mint(address(dao), 1200);
        address[] memory both = new address[](2);
        (both[0], both[1]) = (first, second);
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_Overdrawn.selector, second));
        _quit(0, 100, both);
        _quit(0, 100, _list(second));
        assertEq(token.balanceOf(seats[0].account), 100, "by one of them the fair part");
    }

    function test_R33_C11_RevertWhen_theCoinIsListedAsATokenToo() public {
        address coin = address(new CoinToken());
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_Overdrawn.selector, coin));
        _quit(0, 100, _ethAnd(coin));
    }

    function test_C11_feeIsTheLeaversAndOverdrawingIsRefused() public {
        FeeToken fee = new FeeToken();
        fee.mint(address(dao), 12000);
        _quit(0, 100, _list(address(fee)));
        assertEq(fee.balanceOf(address(dao)), 11000, "the others keep their part");
        assertEq(fee.balanceOf(seats[0].account), 900, "the fee is the leaver's");
        GreedyToken greedy = new GreedyToken();
        greedy.mint(address(dao), 12000);
        vm.expectRevert(abi.encodeWithSelector(FairShare.Ragequit_Overdrawn.selector, address(greedy)));
        _quit(1, 100, _list(address(greedy)));
    }

    function test_C1_reenteringTokenIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        token.mint(address(dao), 1200);
        token.arm(address(dao), abi.encodeCall(IDao.ragequit, (50, _list(address(0)), address(0))));
        _quit(0, 50, _list(address(token)));
        assertFalse(token.entered(), "refused");
        (,, uint256 shares) = dao.presentRoster();
        assertEq(shares, 1150, "burned once");
    }

    function test_C14_forcedEtherIsSharedLikeAnyOther() public {
        new ForcedEther{value: 12 ether}(payable(address(dao)));
        _quit(0, 100, _list(address(0)));
        assertEq(seats[0].account.balance, uint256(112 ether) / 12, "part of what is there");
    }

    /// @dev Everybody leaves, in any order, with ETH and a token: each takes exactly ⌊held · shares ÷ total⌋ of each, so that Σ out ≤ Σ in and the dust
    /// stays with who is left. Asking again, or for more, is refused by name and moves nothing.
    function testFuzz_C15_partsNeverExceedTheWhole(uint96 eth, uint128 tokens, uint128[12] memory shares, uint256 order) public {
        PlainToken token = new PlainToken();
        uint256 total;
        for (uint256 i; i < 12; ++i) total += seats[i].shares = uint128(bound(shares[i], 1, type(uint128).max / 12));
        dao = _found(plainRules(), "Dust");
        vm.deal(address(dao), eth);
        token.mint(address(dao), tokens);
        address[] memory list = _ethAnd(address(token));
        for (uint256 i; i < 12; ++i) {
            uint256 seat = (i + order % 12) % 12;
            (address leaver, uint128 mine) = (seats[seat].account, seats[seat].shares);
            (uint256 ethHeld, uint256 tokensHeld) = (address(dao).balance, token.balanceOf(address(dao)));
            vm.expectRevert(abi.encodeWithSelector(IDao.Dao_NotEnoughShares.selector, uint256(mine) + 1, mine));
            _quit(seat, mine + 1, list);
            _quit(seat, mine, list);
            assertEq(leaver.balance, FixedPointMathLib.fullMulDiv(ethHeld, mine, total), "exactly the part of ETH");
            assertEq(token.balanceOf(leaver), FixedPointMathLib.fullMulDiv(tokensHeld, mine, total), "exactly the part of the token");
            assertEq(address(dao).balance + leaver.balance, ethHeld, "nothing made, nothing lost");
            assertEq(token.balanceOf(address(dao)) + token.balanceOf(leaver), tokensHeld, "nothing made, nothing lost");
            vm.expectRevert(abi.encodeWithSelector(IDao.Dao_NotMember.selector, leaver));
            _quit(seat, mine, list);
            total -= mine;
        }
        assertEq(address(dao).balance + token.balanceOf(address(dao)), 0, "the last takes the dust");
    }

    function testFuzz_C15_splittingAnExitGainsNothing(uint96 held, uint128 first) public {
        vm.deal(address(dao), held);
        first = uint128(bound(first, 1, 99));
        _quit(0, first, _list(address(0)));
        uint256 part = uint256(held) * first / 1200;
        assertEq(seats[0].account.balance, part, "the first part");
        _quit(0, 100 - first, _list(address(0)));
        part += (uint256(held) - part) * (100 - first) / (1200 - first);
        assertEq(seats[0].account.balance, part, "and the second");
        assertTrue(part <= uint256(held) / 12, "never more than at once");
        assertEq(address(dao).balance, held - part, "the rest is the others'");
    }
}
