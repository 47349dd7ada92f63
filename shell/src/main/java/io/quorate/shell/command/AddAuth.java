package io.quorate.shell.command;

import io.quorate.client.AuthInfo;
import io.quorate.shell.Shell;
import java.nio.charset.StandardCharsets;

/** {@code addauth}. */
final class AddAuth implements ShellCommand {
    private final String scheme;
    private final String auth;

    AddAuth(Arguments arguments) {
        scheme = arguments.word();
        auth = arguments.optional("");
    }

    @Override
    public void run(Shell shell) throws InterruptedException {
        shell.await(shell.client().addAuth(new AuthInfo(scheme, auth.getBytes(StandardCharsets.UTF_8))));
    }
}
