package dev.adjudge.act;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Looks for pauses whose time is over; any number of replicas may. */
@Singleton
class ReturnWatch {

    private final Returns returns;
    private final Worker worker;

    ReturnWatch(Returns returns, Worker worker) {
        this.returns = returns;
        this.worker = worker;
    }

    @Scheduled(
            identity = "returns",
            every = "{adjudge.act.returns}",
            delayed = "5s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (QuarkusTransaction.requiringNew().call(returns::look)) {
            worker.wake();
        }
    }
}
