package io.lockstep.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.Connection.HighLevel.Access;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The marked person on both sides: made once, seen, and removed without a trace of others. */
class MarkedPersonTest {

  private static final CallContext CALLER = new CallContext(Lane.LIVE, false, false, "round");

  private final TwoSides sides = new TwoSides(TwoSides.MAPPING);
  private final MarkedPerson person = new MarkedPerson(sides.ports());

  @Test
  void heIsMadeSeenAndRemovedOnBothSidesAndThePairIsOver() {
    FlowKey key = made();
    assertThat(sides.contact(key).get("email")).isEqualTo(MarkedPerson.EMAIL);
    assertThat(person.look("acme", key.contactId(), CALLER).seen()).isFalse();

    sides.settle(key);
    assertThat(person.look("acme", key.contactId(), CALLER).seen()).isTrue();

    assertThat(person.clear("acme", CALLER)).isEqualTo(2);
    assertThat(person.clear("acme", CALLER)).isZero();
    assertThat(sides.hinted).contains(key);
    sides.settle(key);
    assertThat(sides.pairs.linkOfContact("acme", key.contactId())).isEmpty();
    assertThat(sides.pairs.waiting("acme", 9)).isEmpty();
    assertNobodyIsLeft();
  }

  @Test
  void aContactWhoseAnswerWasLostIsFoundAndNotMadeTwice() {
    sides.fault(Side.CONTACTS, "POST /contacts/", "lost-answer", Map.of());
    assertThatThrownBy(() -> person.make("acme", CALLER)).isInstanceOf(ProviderException.class);
    made(); // the engine repeats it
    assertThat(sides.calls().stream().filter("contacts create-contact"::equals)).hasSize(1);
    assertThat(person.clear("acme", CALLER)).isEqualTo(1);
    assertNobodyIsLeft();
  }

  @Test
  void aContactThatWasMadeYetRefusedIsHis() {
    sides.fault(Side.CONTACTS, "POST /contacts/", "created-but-422", Map.of());
    made();
    assertThat(person.clear("acme", CALLER)).isEqualTo(1);
  }

  @Test
  void aContactThatIsRefusedIsNotMade() {
    sides.fault(Side.CONTACTS, "POST /contacts/", "refuse-field", Map.of("field", "firstName"));
    assertThatThrownBy(() -> person.make("acme", CALLER)).isInstanceOf(ProviderException.class);
    assertNobodyIsLeft();
  }

  @Test
  void heHasNoNumberByWhichSomebodysProfileCouldBeTakenForHis() {
    assertThat(sides.contact(made()).get("phone")).isNull();
  }

  @Test
  void aProfileThatAKilledRoundLeftIsRemovedByTheNext() {
    FlowKey key = made();
    sides.settle(key);
    sides.highLevel().delete(key.contactId()); // and there it was killed
    assertThat(person.clear("acme", CALLER)).isEqualTo(1);
    assertNobodyIsLeft();
  }

  @Test
  void aRemovalWhoseAnswerWasLostIsRepeated() {
    FlowKey key = made();
    sides.settle(key);
    sides.fault(Side.CONTACTS, "DELETE /contacts/{contactId}", "lost-answer", Map.of());
    assertThatThrownBy(() -> person.clear("acme", CALLER)).isInstanceOf(ProviderException.class);
    assertThat(person.clear("acme", CALLER)).isEqualTo(1);
    assertNobodyIsLeft();
  }

  @Test
  void nobodyElseIsRemoved() {
    FlowKey ada = sides.newContact(Map.of("email", "ada@example.com", "firstName", "Lockstep"));
    sides.settle(ada);
    FlowKey key = made();
    sides.settle(key);
    person.clear("acme", CALLER);
    assertThat(sides.contact(ada)).isNotEmpty();
    assertThat(sides.profile(ada)).isNotEmpty();
  }

  @Test
  void whereAScopeIsATagHeBearsIt() {
    TwoSides scoped =
        new TwoSides(
            TwoSides.MAPPING.replace(
                "scope: {contacts: all, rewards: all}",
                "scope: {contacts: {tag: rewards-member}, rewards: all}"));
    String id = new MarkedPerson(scoped.ports()).make("acme", CALLER);
    FlowKey key = new FlowKey("acme", id);
    scoped.settle(key);
    assertThat(new MarkedPerson(scoped.ports()).look("acme", id, CALLER).seen()).isTrue();
  }

  @Test
  void aConnectionHeCannotTravelSaysWhy() {
    assertThat(person.refusals("acme")).isEmpty();
    sides.access(Access.READ_ONLY);
    assertRefused("may only read");
    sides.planFirstLinks();
    assertRefused("waits for its approval");
    sides.remap(TwoSides.MAPPING.replace("rewards: auto", "rewards: review"));
    assertRefused("makes no profile");
    sides.remap(TwoSides.MAPPING);
    sides.ports().connections().pause("acme", true, "for a test");
    assertRefused("is paused");
    assertThat(sides.calls()).isEmpty();
  }

  @Test
  void whereHeStandsIsToldWithoutAWordOfHim() {
    FlowKey key = made();
    sides.remap(TwoSides.MAPPING.replace("rewards: auto", "rewards: review"));
    sides.settle(key);
    assertThat(person.look("acme", key.contactId(), CALLER).standing())
        .contains(PairState.NEEDS_PERSON.name())
        .doesNotContain("example.com");
  }

  private FlowKey made() {
    return new FlowKey("acme", person.make("acme", CALLER));
  }

  private void assertRefused(String why) {
    assertThat(person.refusals("acme"))
        .anySatisfy(
            one -> {
              assertThat(one.sentence()).contains(why);
              assertThat(one.action()).isNotEmpty();
            });
  }

  private void assertNobodyIsLeft() {
    assertThat(sides.highLevel().duplicateByEmail(MarkedPerson.EMAIL)).isEmpty();
    assertThat(sides.bhn().byEmail(MarkedPerson.EMAIL)).isEmpty();
  }
}
