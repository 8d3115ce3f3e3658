// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Call, Decision, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {PlainToken} from "../actors/Tokens.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Does at random what members, strangers and time can do to a DAO of five, and keeps its own books.
contract Handler is DaoFixture {
    PlainToken public token;
    uint256 public ethIn;
    uint256 public ethPaid;
    uint256 public ethQuit;
    uint256 public tokenIn;
    uint256 public tokenQuit;
    uint256 public sharesMade;
    uint256 public sharesBurned;
    uint256 public enacted;
    uint256 public wrongs;
    mapping(uint256 slot => uint256) public enactments;
    uint256[] public slots;
    uint256 private _counter;
    /// @dev The last decision that was enacted, with its sheets, for replays.
    bytes private _replay;

    function start() external {
        vm.warp(1_800_000_000);
        factory = _newFactory();
        _makeKeys(5);
        Rules memory rules = plainRules();
        rules.mode = 1;
        for (uint256 i; i < 5; ++i) seats[i].power = uint64(i + 1);
        dao = _found(rules, "Five");
        token = new PlainToken();
        sharesMade = 500;
        fund(50 ether, 10_000);
    }

    function theDao() external view returns (IDao) {
        return dao;
    }

    function slotCount() external view returns (uint256) {
        return slots.length;
    }

    function fund(uint256 eth, uint256 tokens) public {
        (eth, tokens) = (eth % 10 ether, tokens % 1e6);
        vm.deal(address(this), eth);
        (bool ok,) = address(dao).call{value: eth}("");
        assertTrue(ok, "the treasury takes ETH");
        token.mint(address(dao), tokens);
        (ethIn, tokenIn) = (ethIn + eth, tokenIn + tokens);
    }

    function wait_(uint256 time) external {
        vm.warp(block.timestamp + time % 2 days);
    }

    /// @dev A payment signed by any subset; it must pass exactly when the rules say so, by a count made here from the DAO's own views.
    function pay(uint256 amount, uint256 mask, uint256 epochsBack) external {
        Decision memory d = _decide(_counter++, _one(_call(payee, amount % 20 ether, "")));
        epochsBack %= 3;
        if (epochsBack <= d.rosterEpoch) d.rosterEpoch -= uint32(epochsBack);
        mask &= _mask(5);
        uint256 held = address(dao).balance;
        bool isDue = _passes(mask, d.rosterEpoch) && amount % 20 ether <= held;
        bool ok = _try(d, mask);
        if (ok && !isDue) ++wrongs;
        if (!ok && isDue && _isCitable(d.rosterEpoch)) ++wrongs;
        if (ok) ethPaid += amount % 20 ether;
        if (held - address(dao).balance != (ok ? amount % 20 ether : 0)) ++wrongs;
    }

    function mintShares(uint256 seat, uint256 amount, uint64 power) external {
        seat %= 5;
        RosterDelta[] memory deltas = _delta(seats[seat].account, true, 1 + power % 5, uint128(amount % 1000));
        if (_try(_self(_counter++, abi.encodeCall(IDao.changeRoster, (deltas))), _mask(5))) sharesMade += amount % 1000;
    }

    function quit(uint256 seat, uint256 part) external {
        seat %= 5;
        uint256 held = _sharesOf(seats[seat].account);
        if (held == 0) return;
        uint128 shares = uint128(1 + part % held);
        address[] memory tokens = new address[](2);
        tokens[1] = address(token);
        (uint256 ethBefore, uint256 tokenBefore, uint256 total) = (address(dao).balance, token.balanceOf(address(dao)), _totalShares());
        vm.prank(seats[seat].account);
        dao.ragequit(shares, tokens, address(0xCAFE));
        sharesBurned += shares;
        ethQuit += ethBefore - address(dao).balance;
        tokenQuit += tokenBefore - token.balanceOf(address(dao));
        if (ethBefore - address(dao).balance > ethBefore * shares / total) ++wrongs;
        if (tokenBefore - token.balanceOf(address(dao)) > tokenBefore * shares / total) ++wrongs;
    }

    function revoke(uint256 seat) external {
        seat %= 5;
        address account = seats[seat].account;
        uint64 next = dao.firstRevision(account) + 1;
        vm.prank(account);
        (bool ok,) = address(dao).call(abi.encodeCall(IDao.revokeBallots, (next)));
        ok; // a member who left may not
    }

    /// @dev A stranger sends again what was enacted.
    function replay(address stranger) external {
        if (_replay.length == 0) return;
        vm.prank(stranger);
        (bool ok,) = address(dao).call(_replay);
        if (ok) ++wrongs;
    }

    function _try(Decision memory d, uint256 mask) private returns (bool ok) {
        bytes memory body = abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _seatSheets(d, mask)));
        (ok,) = address(dao).call(body);
        if (dao.spent(d.slot) != ok) ++wrongs;
        if (!ok) return false;
        _replay = body;
        ++enacted;
        ++enactments[d.slot];
        slots.push(d.slot);
    }

    /// @dev Seats of the present roster, of which leavers may have been dropped; each signs at its own minimum revision.
    function _seatSheets(Decision memory d, uint256 mask) private view returns (bytes memory) {
        (, Member[] memory present) = dao.roster(_rosterEpoch());
        Sheet[] memory sheets = new Sheet[](5);
        uint256 n;
        for (uint256 i; i < 5; ++i) {
            if (mask & (1 << i) == 0) continue;
            for (uint256 j; j < present.length; ++j) {
                if (present[j].account != seats[i].account) continue;
                sheets[n] = _sheet(i, dao.firstRevision(seats[i].account), _ids(_one(d)), 1);
                sheets[n++].seat = uint8(j);
            }
        }
        assembly {
            mstore(sheets, n)
        }
        return _pack(sheets);
    }

    function _rosterEpoch() private view returns (uint32 epoch) {
        (epoch,,,,,) = dao.state();
    }

    function _isCitable(uint32 cited) private view returns (bool) {
        (uint40 createdAt,) = dao.roster(cited);
        if (cited != 0 && block.timestamp <= createdAt) return false;
        if (cited == _rosterEpoch()) return true;
        (uint40 replacedAt,) = dao.roster(cited + 1);
        return block.timestamp < uint256(replacedAt) + 1 days;
    }

    /// @dev min(cited, present) of each signer against the present total.
    function _passes(uint256 mask, uint32 cited) private view returns (bool) {
        (Member[] memory present, uint256 total,) = dao.presentRoster();
        (, Member[] memory before) = dao.roster(cited);
        uint256 yes;
        for (uint256 i; i < 5; ++i) {
            if (mask & (1 << i) == 0) continue;
            uint256 a = _powerIn(present, seats[i].account);
            uint256 b = _powerIn(before, seats[i].account);
            yes += a < b ? a : b;
        }
        return 2 * yes > total;
    }

    function _powerIn(Member[] memory members, address account) private pure returns (uint256) {
        for (uint256 i; i < members.length; ++i) if (members[i].account == account) return members[i].power;
        return 0;
    }

    function _sharesOf(address account) private view returns (uint256) {
        (Member[] memory present,,) = dao.presentRoster();
        for (uint256 i; i < present.length; ++i) if (present[i].account == account) return present[i].shares;
        return 0;
    }

    function _totalShares() private view returns (uint256 total) {
        (,, total) = dao.presentRoster();
    }
}
