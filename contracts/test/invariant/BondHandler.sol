// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketBonds} from "../../src/interfaces/IMarketBonds.sol";
import {MoodyMember} from "../actors/Members.sol";
import {ForcedEther} from "../actors/Targets.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Accounts bond, give notice, take it back and withdraw at random, two of them contracts that refuse, burn all gas or come back in; and ETH is
/// forced in. The books are kept beside the contract, which is asked for nothing.
contract BondHandler is DaoFixture {
    uint256 internal constant ACCOUNTS = 5;
    address internal constant ELSEWHERE = address(0xE15E);

    /// @dev What the books say of an account.
    struct Book {
        uint256 locked;
        uint256 leavesAt;
        uint256 putIn;
        uint256 takenOut;
    }

    IMarketBonds internal bonds;
    address[5] internal accounts;
    mapping(address account => Book) internal books;
    mapping(bytes32 what => uint256) public met;
    uint256 internal forced;
    uint256 internal wrong;

    function start() external {
        vm.warp(1_800_000_000);
        bonds = IMarketBonds(_deploy("MarketBonds", ""));
        accounts = [address(new MoodyMember()), address(new MoodyMember()), address(0xF00002), address(0xF00003), address(0xF00004)];
        for (uint256 i; i < ACCOUNTS; ++i) vm.deal(accounts[i], 1e24);
    }

    function _act(address from, uint256 value, bytes memory body, bool due, bytes4 otherwise, bytes32 what) private returns (bool ok) {
        vm.prank(from);
        bytes memory answer;
        (ok, answer) = address(bonds).call{value: value, gas: 1_000_000}(body);
        if (ok != due || (!ok && bytes4(answer) != otherwise)) ++wrong;
        ++met[ok ? what : bytes32(otherwise)];
    }

    function bond(uint256 who, uint256 amount) external {
        address account = accounts[who % ACCOUNTS];
        Book storage b = books[account];
        amount = amount % 4 == 0 ? 0 : amount % (account.balance / 8 + 1);
        bool due = amount != 0 || b.leavesAt != 0;
        if (!_act(account, amount, abi.encodeCall(IMarketBonds.bond, ()), due, IMarketBonds.Bonds_Nothing.selector, "bonded")) return;
        if (b.leavesAt != 0) ++met["stayed"];
        (b.locked, b.leavesAt, b.putIn) = (b.locked + amount, 0, b.putIn + amount);
    }

    function unbond(uint256 who) external {
        address account = accounts[who % ACCOUNTS];
        Book storage b = books[account];
        bytes4 otherwise = b.locked == 0 ? IMarketBonds.Bonds_NotBonded.selector : IMarketBonds.Bonds_Leaving.selector;
        bool due = b.locked != 0 && b.leavesAt == 0;
        if (_act(account, 0, abi.encodeCall(IMarketBonds.unbond, ()), due, otherwise, "unbonded")) b.leavesAt = block.timestamp + 604_800;
    }

    function withdraw(uint256 who, bool elsewhere) external {
        address account = accounts[who % ACCOUNTS];
        Book storage b = books[account];
        bool takes = elsewhere || account.code.length == 0 || MoodyMember(payable(account)).mood() == 0;
        bool over = b.leavesAt != 0 && block.timestamp >= b.leavesAt;
        bytes4 otherwise = b.leavesAt == 0
            ? IMarketBonds.Bonds_NotLeaving.selector
            : over ? IMarketBonds.Bonds_TransferFailed.selector : IMarketBonds.Bonds_TooEarly.selector;
        bytes memory body = abi.encodeCall(IMarketBonds.withdraw, (elsewhere ? ELSEWHERE : address(0)));
        if (!_act(account, 0, body, over && takes, otherwise, "withdrawn")) return;
        b.takenOut += b.locked;
        (b.locked, b.leavesAt) = (0, 0);
    }

    /// @dev A contract takes ETH, reverts, burns, or comes back in for more.
    function setMood(uint256 chance) external {
        MoodyMember moody = MoodyMember(payable(accounts[chance & 1]));
        address target = chance & 8 == 0 ? address(0) : address(bonds);
        bytes memory body = chance & 16 == 0 ? abi.encodeCall(IMarketBonds.withdraw, (ELSEWHERE)) : abi.encodeCall(IMarketBonds.unbond, ());
        moody.set(uint8((chance >> 1) % 3), target, body);
    }

    function force(uint256 amount) external {
        amount %= 1000;
        vm.deal(address(this), amount);
        new ForcedEther{value: amount}(payable(address(bonds)));
        forced += amount;
    }

    function pass(uint256 time) public {
        vm.warp(block.timestamp + time % 5 days);
    }

    /// @dev I52, I53 and I54.
    function check() public view {
        uint256 locked;
        uint256 away;
        for (uint256 i; i < ACCOUNTS; ++i) {
            Book storage b = books[accounts[i]];
            (uint216 amount, uint40 leavesAt) = bonds.bondOf(accounts[i]);
            assertEq(amount, b.locked, "I53 a bond is what its account put in since it last took all out");
            assertEq(leavesAt, b.leavesAt, "I53 a notice is the account's own");
            assertEq(b.putIn, b.locked + b.takenOut, "I53 in full, and once");
            locked += b.locked;
            away += 1e24 - accounts[i].balance;
        }
        assertEq(address(bonds).balance, locked + forced, "I52 what lies here is what is locked");
        assertEq(away - ELSEWHERE.balance, locked, "I52 nobody has what another one locked");
        assertEq(wrong, 0, "I54 what is due is done, and else refused by name");
    }

    /// @dev Everybody can leave whatever happened before.
    function collect() external {
        for (uint256 i; i < ACCOUNTS; ++i) {
            Book storage b = books[accounts[i]];
            if (b.locked != 0 && b.leavesAt == 0) this.unbond(i);
        }
        vm.warp(block.timestamp + 7 days);
        for (uint256 i; i < ACCOUNTS; ++i) if (books[accounts[i]].locked != 0) this.withdraw(i, true);
        check();
        assertEq(address(bonds).balance, forced, "I53 in the end everything is back");
    }
}
