// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A token that can be taken by who was allowed to, and blocks whom it likes.
contract Approvable {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    address public blocked;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function blockAccount(address account) external {
        blocked = account;
    }

    function transfer(address to, uint256 amount) external virtual returns (bool) {
        if (to == blocked) return false;
        _move(msg.sender, to, amount, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external virtual returns (bool) {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount, amount);
        return true;
    }

    function _move(address from, address to, uint256 amount, uint256 arrives) internal {
        balanceOf[from] -= amount;
        balanceOf[to] += arrives;
    }
}

/// @notice Says nothing on success, as USDT does, and reverts for a blocked receiver.
contract SilentApprovable {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    address public blocked;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function blockAccount(address account) external {
        blocked = account;
    }

    function transfer(address to, uint256 amount) external {
        require(to != blocked, "blocked");
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// @notice Less arrives than was sent.
contract FeeOnEntry is Approvable {
    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        _move(from, to, amount, amount - amount / 10);
        return true;
    }
}

/// @notice Calls back with what it was given before it moves anything, and tells how that went.
contract Reentrant is Approvable {
    address private _target;
    bytes private _body;
    bool public called;
    bool public entered;

    function arm(address target, bytes calldata body) external {
        (_target, _body, called, entered) = (target, body, false, false);
    }

    function transfer(address to, uint256 amount) external override returns (bool) {
        called = true;
        (bool ok,) = _target.call(_body);
        entered = entered || ok;
        _move(msg.sender, to, amount, amount);
        return true;
    }
}

/// @notice A transfer costs what that of a lending market's receipt does, which values all that its holder has there: some 200 000 gas.
contract Weighty is Approvable {
    mapping(uint256 => uint256) private _reserves;

    function transfer(address to, uint256 amount) external override returns (bool) {
        for (uint256 i; i < 90; ++i) if (_reserves[i] != 0) return false;
        _move(msg.sender, to, amount, amount);
        return true;
    }
}
