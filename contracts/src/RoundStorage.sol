// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {EscrowVault} from "./EscrowVault.sol";
import {IMatchingRound} from "./interfaces/IMatchingRound.sol";
import {Matching} from "./libraries/Matching.sol";
import {Refusal} from "./libraries/Refusal.sol";
import {Funding, Project, Round} from "./types/Rounds.sol";

/// @title What is kept of rounds
abstract contract RoundStorage is IMatchingRound {
    uint8 internal constant OPEN = 1;
    uint8 internal constant FINALISED = 2;
    uint8 internal constant CALLED_OFF = 3;
    /// @dev A bitmap of them fits a word, and one transaction finalises them all.
    uint256 internal constant MAX_PROJECTS = 200;
    /// @dev That a round is not lost because nobody looked for a night.
    uint256 internal constant MIN_FINALISE_PERIOD = 1 days;
    uint256 internal constant MAX_AMOUNT = type(uint112).max;

    /// @dev Two words.
    struct State {
        address roster;
        uint64 seats;
        uint8 status;
        uint8 projects;
        uint112 pool;
        uint112 left;
        uint32 fundings;
    }

    /// @dev A word of a project: roots (144) · contributed (112). Roots of 64 members with 112 bits in all have 132.
    mapping(bytes32 id => mapping(uint256 project => uint256)) internal _projects;
    mapping(bytes32 id => State) internal _rounds;
    mapping(bytes32 id => uint256) internal _ideals;
    mapping(bytes32 id => uint256) internal _paid;
    mapping(bytes32 id => mapping(uint256 place => uint256)) internal _given;
    mapping(bytes32 id => mapping(address account => uint256)) internal _contributed;
    mapping(bytes32 id => mapping(uint256 number => Funding)) internal _fundings;
    mapping(address vault => mapping(address account => uint256)) public creditOf;

    address internal immutable VAULT = address(new EscrowVault());

    bool private transient _entered;

    modifier guarded() {
        if (_entered) Refusal.refuse(Round_Reentered.selector);
        _entered = true;
        _;
        _entered = false;
    }

    function _idOf(Round calldata r) internal pure returns (bytes32) {
        return keccak256(abi.encode(r));
    }

    function _hashOf(Project[] calldata projects) internal pure returns (bytes32) {
        return keccak256(abi.encode(projects));
    }

    function _vaultFor(bytes32 id, address token) internal view returns (address) {
        if (token == address(0)) return token;
        return LibClone.predictDeterministicAddress(VAULT, abi.encodePacked(token), id, address(this));
    }

    function _requireStatus(bytes32 id, uint8 status) internal view returns (State storage s) {
        s = _rounds[id];
        if (s.status != status) Refusal.refuse(Round_WrongStatus.selector, id, s.status);
    }

    /// @dev What each project deserves, and all of them together.
    function _ideal(bytes32 id, uint256 count) internal view returns (uint256[] memory ideals, uint256 total) {
        ideals = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            uint256 word = _projects[id][i];
            ideals[i] = Matching.idealOf(word >> 112, uint112(word));
            total += ideals[i];
        }
    }

    /// @inheritdoc IMatchingRound
    function idOf(Round calldata r) external pure returns (bytes32) {
        return _idOf(r);
    }

    /// @inheritdoc IMatchingRound
    function vaultOf(Round calldata r) external view returns (address) {
        return _vaultFor(_idOf(r), r.token);
    }

    /// @inheritdoc IMatchingRound
    function roundOf(bytes32 id)
        external
        view
        returns (uint8 status, address roster, uint64 seats, uint8 projects, uint112 pool, uint112 left, uint128 ideal, uint256 fundings)
    {
        State memory s = _rounds[id];
        return (s.status, s.roster, s.seats, s.projects, s.pool, s.left, uint128(_ideals[id]), s.fundings);
    }

    /// @inheritdoc IMatchingRound
    function projectOf(bytes32 id, uint256 project) external view returns (uint256 roots, uint112 contributed, bool paid) {
        uint256 word = _projects[id][project];
        return (word >> 112, uint112(word), (_paid[id] >> project) & 1 != 0);
    }

    /// @inheritdoc IMatchingRound
    function givenBy(bytes32 id, uint256 project, uint256 seat) external view returns (uint112) {
        return uint112(_given[id][_place(project, seat)]);
    }

    /// @inheritdoc IMatchingRound
    function contributedBy(bytes32 id, address account) external view returns (uint112) {
        return uint112(_contributed[id][account]);
    }

    /// @inheritdoc IMatchingRound
    function fundingOf(bytes32 id, uint256 number) external view returns (Funding memory) {
        return _fundings[id][number];
    }

    /// @inheritdoc IMatchingRound
    function matchesOf(Round calldata r) external view returns (uint256[] memory matches) {
        bytes32 id = _idOf(r);
        uint256 total;
        (matches, total) = _ideal(id, _rounds[id].projects);
        for (uint256 i; i < matches.length; ++i) matches[i] = Matching.matchOf(matches[i], total, _rounds[id].pool, r.capBps);
    }

    function _place(uint256 project, uint256 seat) internal pure returns (uint256) {
        return project << 8 | seat;
    }
}
