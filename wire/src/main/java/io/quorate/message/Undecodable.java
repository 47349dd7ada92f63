package io.quorate.message;

/**
 * A request whose opcode is known and whose body is not what that opcode needs. It is answered in its turn with
 * {@link io.quorate.data.ErrorCode#MARSHALLING_ERROR} and changes nothing (client protocol 1.12).
 *
 * @param opcode the opcode
 */
public record Undecodable(int opcode) implements Request {}
