package io.quorate.recipes.naming;

import io.quorate.client.AsyncQuorate;
import io.quorate.data.ZnodePath;
import io.quorate.recipes.cache.Scope;
import io.quorate.recipes.cache.ZnodeCache;
import java.util.concurrent.CompletableFuture;

/**
 * A registry of services, by futures: instances register under unique names, callers choose among those that are up.
 * Guarantee and failure behaviour: see the package.
 */
public final class AsyncRegistry {
    private final AsyncQuorate client;
    private final String path;

    /**
     * The registry of this place.
     *
     * @param client stays the caller's, who closes it
     * @param path the znode above the services; it need not exist, nor its ancestors
     */
    public AsyncRegistry(AsyncQuorate client, String path) {
        this.client = client;
        this.path = path;
    }

    private String pathOf(String service) {
        if (service.indexOf('/') >= 0) {
            throw new IllegalArgumentException("service \"" + service + "\" contains a slash; it names one znode");
        }
        return ZnodePath.childOf(path, service);
    }

    /**
     * Registers an instance under a name of its own; completes when callers can see it.
     *
     * @param service its name, without a slash
     * @param instance what callers are to know of it
     * @return the entry, to be withdrawn
     */
    public CompletableFuture<Registered> register(String service, Instance instance) {
        return new AsyncNames(client, pathOf(service))
                .claim("instance-", instance.encode())
                .thenApply(name -> new Registered(client, name));
    }

    /**
     * The instances of a service, kept up to date, to choose among; completes when they have been read once.
     *
     * @param service its name, without a slash
     * @return the list, kept up to date until it is closed
     */
    public CompletableFuture<Instances> instances(String service) {
        Instances instances = new Instances(client.surroundings(), pathOf(service));
        return ZnodeCache.start(client, pathOf(service), Scope.CHILDREN, instances::changed)
                .thenApply(instances::over);
    }
}
