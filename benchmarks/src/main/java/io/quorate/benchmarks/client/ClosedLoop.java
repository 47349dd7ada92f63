package io.quorate.benchmarks.client;

/**
 * Keeps a fixed number of requests in flight per session: each answer leads to the next request. Latency is from the
 * sending to the answer; since a slow answer delays the next request, it tells nothing of what an independent arrival
 * would have met (that is what {@link OpenLoop} is for).
 */
public final class ClosedLoop implements Traffic {
    private final Requests requests;
    private final Window window;
    private final Tally tally = new Tally();
    private long inFlight;

    ClosedLoop(Requests requests, Window window) {
        this.requests = requests;
        this.window = window;
    }

    /** Runs a swarm through the window and until everything has been answered. */
    Tally run(Swarm swarm, int depth) {
        long now = System.nanoTime();
        for (Session session : swarm.sessions()) {
            for (int i = 0; i < depth; i++) {
                requests.sendNext(session, now);
                inFlight++;
            }
        }
        swarm.flushAll();
        swarm.run(this, () -> inFlight == 0 || window.isOverdue(System.nanoTime()));
        if (inFlight > 0) {
            throw new ProtocolViolation(inFlight + " requests were not answered " + Window.DRAIN.toSeconds()
                    + " s after the load had ended");
        }
        return tally;
    }

    @Override
    public void answered(Session session, Operation operation, long sentAt, long now, int error) {
        if (window.contains(now)) {
            tally.add(operation, now - sentAt, error);
        }
        if (window.isBefore(now)) {
            inFlight--;
        } else {
            requests.sendNext(session, now);
        }
    }

    @Override
    public void notified(Session session, long now) {
        // Watches of the mix: what is measured is what they cost the server.
    }
}
