package dev.adjudge.act;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A channel named {@code test} that keeps what it is told, or fails as it is told to. */
@Singleton
public class TestChannel implements MessageChannel {

    final List<Message> told = new CopyOnWriteArrayList<>();
    volatile @Nullable ActionFailed failing;

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void send(Message message) throws ActionFailed {
        ActionFailed fails = failing;
        if (fails != null) {
            throw fails;
        }
        told.add(message);
    }
}
