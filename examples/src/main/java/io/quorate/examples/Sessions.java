package io.quorate.examples;

import io.quorate.client.ClientOptions;
import io.quorate.client.Quorate;
import io.quorate.client.UnrecoverableException;
import io.quorate.recipes.OwnershipLostException;

/** What every program that is to run for ever needs: a new client whenever a session is over. */
final class Sessions {
    private Sessions() {}

    /** What is to be done with a client. It ends when the session does. */
    @FunctionalInterface
    interface Program {
        void run(Quorate zk) throws InterruptedException;
    }

    /** Runs the program, again and again, until the thread is interrupted. */
    static void keep(ClientOptions options, Program program) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Quorate zk = Quorate.connect(options)) {
                program.run(zk);
            } catch (UnrecoverableException | OwnershipLostException e) {
                System.Logger log = System.getLogger(Sessions.class.getName());
                log.log(System.Logger.Level.INFO, "beginning anew: {0}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The first argument of a program, or where a server listens if nobody said otherwise. */
    static ClientOptions options(String[] arguments) {
        return ClientOptions.of(arguments.length > 0 ? arguments[0] : "127.0.0.1:2181");
    }

    /** An argument of a program, or something else. */
    static String argument(String[] arguments, int index, String otherwise) {
        return arguments.length > index ? arguments[index] : otherwise;
    }
}
