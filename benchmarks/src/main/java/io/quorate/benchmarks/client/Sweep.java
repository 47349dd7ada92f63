package io.quorate.benchmarks.client;

/**
 * Deletes what the sessions of a load have created and not deleted, so that a load leaves the server as it found
 * it.
 */
final class Sweep implements Traffic {
    private final Template delete;
    private final Window limit;
    private long inFlight;

    Sweep(KeySpace space, Window limit) {
        delete = Frames.template(Operation.DELETE, space, Frames.value(0));
        this.limit = limit;
    }

    void run(Swarm swarm, int depth) {
        for (Session session : swarm.sessions()) {
            for (int i = 0; i < depth; i++) {
                sendNext(session);
            }
        }
        swarm.flushAll();
        swarm.run(this, () -> inFlight == 0 || limit.isBefore(System.nanoTime()));
        if (inFlight > 0) {
            throw new ProtocolViolation("the nodes of the load could not be deleted in " + limit.seconds() + " s");
        }
    }

    private void sendNext(Session session) {
        long number = session.oldestOwn();
        if (number >= 0) {
            session.send(delete, 0, session.index() * KeySpace.OWN_PER_SESSION + number, System.nanoTime());
            inFlight++;
        }
    }

    @Override
    public void answered(Session session, Operation operation, long sentAt, long now, int error) {
        inFlight--;
        sendNext(session);
    }

    @Override
    public void notified(Session session, long now) {
        // Watches that the load left on its keys.
    }
}
