// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IIncomeInbox} from "../../src/interfaces/IIncomeInbox.sol";
import {Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {MoodyMember} from "../actors/Members.sol";
import {ForcedEther} from "../actors/Targets.sol";
import {ShrinkingToken} from "../actors/Tokens.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Earns, distributes, claims, leaves and changes the roster at random, and keeps its own books of who must have what. It asks neither the DAO
/// nor the inbox for a share, a part or a credit.
contract IncomeHandler is DaoFixture {
    uint256 internal constant PEOPLE = 8;
    address internal constant ELSEWHERE = address(0xE15E);

    IIncomeInbox internal inbox;
    ShrinkingToken internal token;
    Member[] internal people;
    uint256[] private _keysOfPeople;
    MoodyMember[2] private _moody;
    uint16 private _bps;
    uint256 private _counter;

    /// @dev By person, and at PEOPLE the treasury; 0 ETH, 1 token.
    uint256[9][2] internal books;
    uint256[9][2] internal owed;
    uint256[2] internal lying;
    uint256[2] internal elsewhere;
    uint256[2] internal made;
    uint256[8] internal shares;
    bool[8] internal gone;

    /// @dev Distributions, claims and exits that did not go as the books say they must.
    uint256 internal refusedWrongly;
    uint256 internal takenWrongly;
    mapping(bytes32 what => uint256) public met;

    function start() external {
        vm.warp(1_800_000_000);
        (factory, token) = (_newFactory(), new ShrinkingToken());
        _makeKeys(PEOPLE - 2);
        for (uint256 i; i < 2; ++i) {
            _moody[i] = new MoodyMember();
            _seatContract(address(_moody[i]), 0);
        }
        for (uint256 p; p < PEOPLE; ++p) {
            (shares[p], seats[p].shares) = (100 + p, uint128(100 + p));
            people.push(seats[p]);
            _keysOfPeople.push(keys[p]);
        }
        Rules memory r = plainRules();
        _bps = r.incomeBps = 2500;
        dao = _found(r, "Earners");
        inbox = IIncomeInbox(factory.inboxOf(address(dao)));
    }

    // Money comes -------------------------------------------------------------------------------------------------------------------------

    function earn(uint256 amount, bool isToken, bool forced) external {
        amount %= 1e6;
        _make(amount, isToken ? 1 : 0, address(inbox), forced);
        lying[isToken ? 1 : 0] += amount;
    }

    function fund(uint256 amount, bool isToken) external {
        amount %= 1e6;
        _make(amount, isToken ? 1 : 0, address(dao), false);
        books[isToken ? 1 : 0][PEOPLE] += amount;
    }

    function _make(uint256 amount, uint256 asset, address to, bool forced) private {
        made[asset] += amount;
        if (asset == 1) return token.mint(to, amount);
        vm.deal(address(this), amount);
        if (forced) new ForcedEther{value: amount}(payable(to));
        else {
            (bool ok,) = to.call{value: amount}("");
            assertTrue(ok, "ETH is taken");
        }
    }

    // What members are like -----------------------------------------------------------------------------------------------------------------

    /// @dev Takes ETH, refuses, burns, or comes back with a distribution, a claim or an exit of its own.
    function setMood(uint256 which, uint8 mood) external {
        MoodyMember m = _moody[which % 2];
        mood %= 6;
        bytes memory body = mood == 3
            ? abi.encodeCall(IIncomeInbox.distribute, (address(0)))
            : mood == 4
                ? abi.encodeCall(IIncomeInbox.claim, (address(0), address(m), address(0)))
                : abi.encodeCall(IIncomeInbox.distribute, (address(token)));
        m.set(mood < 3 ? mood : 0, mood < 3 ? address(0) : address(inbox), body);
    }

    function blockInToken(uint256 who) external {
        who %= PEOPLE + 2;
        token.blockAccount(who < PEOPLE ? people[who].account : who == PEOPLE ? address(dao) : address(0));
    }

    function _takes(uint256 who, uint256 asset) private view returns (bool) {
        address account = who == PEOPLE ? address(dao) : people[who].account;
        if (asset == 1) return token.blocked() != account;
        for (uint256 i; i < 2; ++i) if (account == address(_moody[i])) return _moody[i].mood() == 0;
        return true;
    }

    // What anybody does ---------------------------------------------------------------------------------------------------------------------

    function distribute(bool isToken) external {
        uint256 asset = isToken ? 1 : 0;
        if (address(inbox).code.length == 0) factory.deployInbox(address(dao));
        (bool ok,) = address(inbox).call{gas: 16_000_000}(abi.encodeCall(IIncomeInbox.distribute, (isToken ? address(token) : address(0))));
        _compare(ok, lying[asset] != 0);
        _split(asset);
    }

    function _compare(bool ok, bool due) private {
        if (ok && !due) ++takenWrongly;
        if (due && !ok) ++refusedWrongly;
    }

    /// @dev The rule in the plainest words.
    function _split(uint256 asset) private {
        uint256 amount = lying[asset];
        if (amount == 0) return;
        ++met[asset == 0 ? bytes32("distributed ETH") : bytes32("distributed token")];
        lying[asset] = 0;
        uint256 total;
        for (uint256 p; p < PEOPLE; ++p) total += shares[p];
        uint256 rest = amount - amount * _bps / 10_000;
        for (uint256 p; p < PEOPLE && total != 0; ++p) {
            uint256 part = rest * shares[p] / total;
            _give(p, asset, part);
            amount -= part;
        }
        _give(PEOPLE, asset, amount);
    }

    function _give(uint256 who, uint256 asset, uint256 amount) private {
        if (_takes(who, asset)) books[asset][who] += amount;
        else if (amount != 0) {
            owed[asset][who] += amount;
            ++met["credited"];
        }
    }

    /// @dev By the account or a stranger, to itself or elsewhere.
    function claim(uint256 who, bool isToken, bool byItself, bool away) external {
        if (address(inbox).code.length == 0) return;
        who %= PEOPLE + 1;
        uint256 asset = isToken ? 1 : 0;
        address account = who == PEOPLE ? address(dao) : people[who].account;
        bool due = owed[asset][who] != 0 && (away ? byItself : _takes(who, asset));
        if (byItself) vm.prank(account);
        (bool ok,) = address(inbox).call{gas: 16_000_000}(
            abi.encodeCall(IIncomeInbox.claim, (isToken ? address(token) : address(0), account, away ? ELSEWHERE : address(0)))
        );
        _compare(ok, due);
        if (!due) return;
        ++met["claimed"];
        if (away) elsewhere[asset] += owed[asset][who];
        else books[asset][who] += owed[asset][who];
        owed[asset][who] = 0;
    }

    // What members do -----------------------------------------------------------------------------------------------------------------------

    /// @dev Leaves in part or in full with ETH, the token, or both, always to an account that takes it.
    function quit(uint256 who, uint256 part, bool all, uint8 list) external {
        who %= PEOPLE;
        if (gone[who] || shares[who] == 0 || (all && _left() < 4)) return;
        uint256 burned = all ? shares[who] : 1 + part % shares[who];
        bool[2] memory listed = [list % 3 != 1, list % 3 != 0];
        address[] memory tokens = new address[](listed[0] && listed[1] ? 2 : 1);
        if (listed[1]) tokens[tokens.length - 1] = address(token);
        uint256 total;
        for (uint256 p; p < PEOPLE; ++p) total += shares[p];
        vm.prank(people[who].account);
        (bool ok,) = address(dao).call{gas: 16_000_000}(abi.encodeCall(IDao.ragequit, (uint128(burned), tokens, ELSEWHERE)));
        if (!ok) {
            ++refusedWrongly;
            return;
        }
        for (uint256 asset; asset < 2; ++asset) {
            if (!listed[asset]) continue;
            if (lying[asset] != 0) ++met["distributed by an exit"];
            _split(asset);
            uint256 fair = books[asset][PEOPLE] * burned / total;
            books[asset][PEOPLE] -= fair;
            elsewhere[asset] += fair;
        }
        shares[who] -= burned;
        gone[who] = shares[who] == 0;
        ++met["left"];
    }

    function _left() private view returns (uint256 n) {
        for (uint256 p; p < PEOPLE; ++p) if (!gone[p] && people[p].kind == 0) ++n;
    }

    /// @dev All keys that are left decide to mint to somebody; who left may come back.
    function mint(uint256 who, uint128 amount) external {
        who %= PEOPLE;
        amount = 1 + amount % 50;
        vm.warp(block.timestamp + 1);
        _sit();
        (,,, uint64 exited,,) = dao.state();
        uint256 signing;
        for (uint256 i; i < seats.length; ++i) if (keys[i] != 0 && exited & (1 << i) == 0) signing |= 1 << i;
        RosterDelta[] memory line = new RosterDelta[](1);
        line[0] = RosterDelta(people[who].account, people[who].kind, gone[who] && people[who].kind == 0, 1, amount);
        _enact(_self(_counter++, abi.encodeCall(IDao.changeRoster, (line))), signing);
        shares[who] += amount;
        gone[who] = false;
        ++met["minted"];
    }

    /// @dev Seats and keys as the roster was written.
    function _sit() private {
        (uint32 epoch,,,,,) = dao.state();
        (, Member[] memory written) = dao.roster(epoch);
        delete seats;
        delete keys;
        uint256 who;
        for (uint256 i; i < written.length; ++i) {
            while (people[who].account != written[i].account) ++who;
            seats.push(written[i]);
            keys.push(_keysOfPeople[who]);
        }
    }

    // The books against the chain -----------------------------------------------------------------------------------------------------------

    function _balance(uint256 asset, address account) private view returns (uint256) {
        return asset == 0 ? account.balance : token.balanceOf(account);
    }

    function check() external view {
        bool there = address(inbox).code.length != 0;
        for (uint256 asset; asset < 2; ++asset) {
            address of_ = asset == 0 ? address(0) : address(token);
            uint256 out = _balance(asset, ELSEWHERE);
            assertEq(out, elsewhere[asset], "I21 leavers and claimants took what was theirs");
            uint256 credits;
            for (uint256 p; p <= PEOPLE; ++p) {
                address account = p == PEOPLE ? address(dao) : people[p].account;
                uint256 has = _balance(asset, account);
                assertEq(has, books[asset][p], "I18 everybody has what the split gave, once");
                if (there) assertEq(inbox.creditOf(of_, account), owed[asset][p], "I19 a credit is what could not be pushed");
                credits += owed[asset][p];
                out += has;
            }
            uint256 held = _balance(asset, address(inbox));
            assertEq(held + out, made[asset], "I17 conserved");
            assertEq(held, credits + lying[asset], "I20 credits are covered, the rest is income");
            if (!there) continue;
            assertEq(inbox.credits(of_), credits, "I20 the sum of the credits");
            assertEq(inbox.income(of_), lying[asset], "I20 a credit is no income");
        }
        assertEq(refusedWrongly, 0, "I22 what is due goes through");
        assertEq(takenWrongly, 0, "I22 and nothing else");
    }
}
