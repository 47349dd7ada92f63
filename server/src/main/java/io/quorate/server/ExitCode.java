package io.quorate.server;

/** What the process says to whoever started it (configuration 1.1). */
enum ExitCode {
    STOPPED(0),
    UNEXPECTED(1),
    INVALID_CONFIGURATION(2),
    DATA_DIRECTORY(3),
    ADMIN_SERVER(4),
    ELECTION_PORT(14);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
