// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Test} from "../base/Test.sol";
import {IncomeHandler} from "./IncomeHandler.sol";

/// @notice Income, credits and exits against the books that are kept beside them (I17–I22).
contract IncomeInvariants is Test {
    IncomeHandler private _handler;

    function setUp() public {
        _handler = new IncomeHandler();
        _handler.start();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    struct Selectors {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (Selectors[] memory targets) {
        targets = new Selectors[](1);
        targets[0] = Selectors(address(_handler), _actions());
    }

    function _actions() private pure returns (bytes4[] memory s) {
        s = new bytes4[](8);
        (s[0], s[1], s[2]) = (IncomeHandler.earn.selector, IncomeHandler.fund.selector, IncomeHandler.setMood.selector);
        (s[3], s[4], s[5]) = (IncomeHandler.blockInToken.selector, IncomeHandler.distribute.selector, IncomeHandler.claim.selector);
        (s[6], s[7]) = (IncomeHandler.quit.selector, IncomeHandler.mint.selector);
    }

    function invariant_incomeIsKeptAsTheBooksSay() public view {
        _check();
    }

    function _balance(uint256 asset, address account) private view returns (uint256) {
        return asset == 0 ? account.balance : _handler.token().balanceOf(account);
    }

    function _check() private view {
        uint256 people = _handler.PEOPLE();
        IIncomeInbox inbox = _handler.inbox();
        bool there = address(inbox).code.length != 0;
        for (uint256 asset; asset < 2; ++asset) {
            address token = asset == 0 ? address(0) : address(_handler.token());
            uint256 all = _balance(asset, address(inbox)) + _balance(asset, _handler.ELSEWHERE());
            uint256 credits;
            for (uint256 p; p <= people; ++p) {
                address account = address(_handler.theDao());
                if (p < people) (account,,,) = _handler.people(p);
                assertEq(_balance(asset, account), _handler.books(asset, p), "I18 everybody has what the split gave, once");
                if (there) assertEq(inbox.creditOf(token, account), _handler.owed(asset, p), "I19 a credit is what could not be pushed");
                credits += _handler.owed(asset, p);
                all += _balance(asset, account);
            }
            assertEq(all, _handler.made(asset), "I17 conserved");
            assertEq(_balance(asset, _handler.ELSEWHERE()), _handler.elsewhere(asset), "I21 leavers and claimants took what was theirs");
            assertEq(_balance(asset, address(inbox)), credits + _handler.lying(asset), "I20 credits are covered, the rest is income");
            if (!there) continue;
            assertEq(inbox.credits(token), credits, "I20 the sum of the credits");
            assertEq(inbox.income(token), _handler.lying(asset), "I20 a credit is no income");
        }
        assertEq(_handler.refusedWrongly(), 0, "I22 what is due goes through");
        assertEq(_handler.takenWrongly(), 0, "I22 and nothing else");
    }

    function test_theIncomeHandlerMeetsEveryOutcome() public {
        uint256 chance = 7;
        bytes4[] memory actions = _actions();
        for (uint256 i; i < 400; ++i) {
            chance = uint256(keccak256(abi.encode(chance)));
            (uint256 a, uint256 b, uint256 c, uint256 d) = (chance >> 8 & 0xffff, chance >> 24 & 1, chance >> 25 & 1, chance >> 26 & 1);
            (bool ok,) = address(_handler).call(_body(actions[chance % 8], a, b, c, d));
            assertTrue(ok, "an action");
            if (i % 20 == 0) _check();
        }
        _check();
        bytes32[7] memory whats =
            [bytes32("distributed ETH"), "distributed token", "credited", "claimed", "distributed by an exit", "left", "minted"];
        for (uint256 i; i < whats.length; ++i) assertTrue(_handler.met(whats[i]) > 2, string(abi.encodePacked(whats[i])));
    }

    function _body(bytes4 s, uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (bytes memory) {
        if (s == IncomeHandler.earn.selector) return abi.encodeWithSelector(s, a, b, c);
        if (s == IncomeHandler.fund.selector || s == IncomeHandler.mint.selector) return abi.encodeWithSelector(s, a, b);
        if (s == IncomeHandler.setMood.selector) return abi.encodeWithSelector(s, a, a >> 4 & 0xf);
        if (s == IncomeHandler.blockInToken.selector) return abi.encodeWithSelector(s, a);
        if (s == IncomeHandler.distribute.selector) return abi.encodeWithSelector(s, b);
        if (s == IncomeHandler.claim.selector) return abi.encodeWithSelector(s, a, b, c, d);
        return abi.encodeWithSelector(s, a, a >> 3, a % 8 == 0, a >> 5 & 0xf);
    }
}
