package io.lockstep.activities.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.activities.contract.Features.Call;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.sandbox.Contract;
import io.lockstep.sandbox.HighLevelSpec;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connector and sandbox against HighLevel's official OpenAPI files: every operation once as it
 * should be, request and answer, and once for each error the file knows and the sandbox can give.
 */
class HighLevelOpenApiTest {

  private static final Map<String, Contract> CONTRACTS = new HashMap<>();
  private static final Map<String, JsonNode> DOCUMENTS = new HashMap<>();
  private static final SettableClock CLOCK = SettableClock.atEight();
  private static final Sandbox SANDBOX = Sandbox.inProcess(new SandboxOptions(CLOCK, 7));
  private static final CheckedClient CLIENT =
      new CheckedClient(new SandboxClient(SANDBOX), "/highlevel", HighLevelOpenApiTest::contract);
  private static final Map<String, Consumer<HighLevelFixture>> GOOD_CALLS = goodCalls();

  /** What can make a call fail with that status, the likeliest first. */
  private static final Map<Integer, List<Spoil>> CAUSES =
      Map.of(
          400, List.of(Spoil.ID, Spoil.BODY),
          401, List.of(Spoil.TOKEN),
          422, List.of(Spoil.PROPERTY, Spoil.QUERY));

  /** Whose path names a record, and which answers an empty list when there is none. */
  private static final Set<String> ASKS_NOT_WHETHER_IT_IS_THERE =
      Set.of("list-contacts-of-business");

  /** An error of any operation, whatever it says of itself. */
  private static final Set<Kind> ANYWHERE =
      EnumSet.of(Kind.AUTH, Kind.RATE_LIMITED, Kind.TRANSIENT);

  private static Map<String, Consumer<HighLevelFixture>> goodCalls() {
    Map<String, Consumer<HighLevelFixture>> calls = new HashMap<>(ContactCallsOfHighLevel.all());
    calls.putAll(OtherCallsOfHighLevel.all());
    return calls;
  }

  @BeforeAll
  static void theFilesAreThere() {
    assumeTrue(HighLevelSpec.isThereFor(HighLevelOpenApiTest.class));
  }

  /** No operation of the files: an address in an example is all that is known of it. */
  private static final String BY_EXAMPLE = "download-document";

  static List<Call> calls() {
    return Features.callsOf("highlevel").stream()
        .filter(call -> !call.name().equals(BY_EXAMPLE))
        .toList();
  }

  @Test
  void theOneCallThatIsNoOperationStandsInAnExample() {
    Call call =
        Features.callsOf("highlevel").stream()
            .filter(one -> one.name().equals(BY_EXAMPLE))
            .findFirst()
            .orElseThrow();
    JsonNode example =
        document(call.file())
            .at("/components/schemas/" + call.operationId() + "/properties/field_value/example")
            .elements()
            .next();
    assertThat(example.path("url").asText())
        .endsWith(call.path().replace("{documentId}", example.path("documentId").asText()));
  }

  @Test
  void everyOperationHasAGoodCallHere() {
    assertThat(GOOD_CALLS.keySet())
        .containsExactlyInAnyOrderElementsOf(calls().stream().map(Call::name).toList());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aGoodCallAndItsAnswerAreAsTheFileHasThem(Call call) {
    assertThat(make(call, Spoil.NOTHING)).isEmpty();
    assertThat(CLIENT.status()).as("status of %s", call).isBetween(200, 299);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void eachErrorOfTheFileIsAnsweredAndUnderstood(Call call) {
    for (int status : documentedErrors(call)) {
      Optional<Spoil> cause = cause(call, status);
      if (cause.isPresent()) {
        Optional<Kind> kind = make(call, cause.get());
        assertThat(CLIENT.status()).as("%s spoilt by %s", call, cause.get()).isEqualTo(status);
        kind.ifPresent(it -> assertThat(allowed(call)).as("kinds of %s", call).contains(it));
      }
    }
  }

  private static Set<Kind> allowed(Call call) {
    Set<Kind> allowed = EnumSet.copyOf(ANYWHERE);
    allowed.addAll(List.of(call.operation().errors()));
    return allowed;
  }

  /** What the sandbox cannot be made to say is known, so that it does not grow unseen. */
  @Test
  void whatIsNotProducedIsKnown() {
    Set<String> missing = new TreeSet<>();
    int produced = 0;
    for (Call call : calls()) {
      for (int status : documentedErrors(call)) {
        if (cause(call, status).isPresent()) {
          produced++;
        } else {
          missing.add(status + " " + call.verb() + (call.path().contains("Id}") ? " one" : ""));
        }
      }
    }
    assertThat(produced).isGreaterThan(150);
    // a read or a delete has nothing in it that could be unprocessable; a list nothing that is bad
    assertThat(missing)
        .isSubsetOf(
            "400 GET", "400 GET one", "422 GET", "422 GET one", "422 DELETE one", "422 POST one");
  }

  private static Optional<Spoil> cause(Call call, int status) {
    return CAUSES.getOrDefault(status, List.of()).stream()
        .filter(spoil -> spoil.fits(call))
        .filter(spoil -> spoil != Spoil.ID || !ASKS_NOT_WHETHER_IT_IS_THERE.contains(call.name()))
        .findFirst();
  }

  /** The kind of error that came of it, if one did. */
  private static Optional<Kind> make(Call call, Spoil spoil) {
    CLOCK.advance(Duration.ofSeconds(11)); // a budget of its own
    var access = SANDBOX.access();
    String token = access.highlevel().token();
    var connection = SandboxConnection.of("acme", access, token, "", true);
    // a connection of its own as well, for a dead token pauses it
    var highLevel = new TestConnection(CLIENT, connection, CLOCK).calls().highLevel();
    var fixture = new HighLevelFixture(highLevel, access.highlevel().locationId());
    CLIENT.watch(call, spoil);
    try {
      Objects.requireNonNull(GOOD_CALLS.get(call.name()), call.name()).accept(fixture);
      return Optional.empty();
    } catch (ProviderException failure) {
      return Optional.of(failure.error().kind());
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theSourceOfAnOperationIsThereWithItsPathAndScope(Call call) {
    JsonNode operation = operation(call);
    assertThat(operation.path("operationId").asText()).isEqualTo(call.operationId());
    List<String> scopes = new ArrayList<>();
    operation
        .path("security")
        .forEach(one -> one.forEach(names -> names.forEach(name -> scopes.add(name.asText()))));
    if (!scopes.isEmpty()) { // some declare none: defects
      assertThat(scopes).contains(call.operation().scope());
    }
  }

  /** The operation of the file that has the call's verb and path, whatever its variables' names. */
  private static JsonNode operation(Call call) {
    return document(call.file()).path("paths").properties().stream()
        .filter(path -> nameless(path.getKey()).equals(nameless(call.path())))
        .map(path -> path.getValue().path(call.verb().toLowerCase(Locale.ROOT)))
        .filter(found -> found.path("operationId").asText().equals(call.operationId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(call + " is not " + call.operation().source()));
  }

  private static String nameless(String path) {
    return path.replaceAll("\\{\\w+}", "{}");
  }

  private static List<Integer> documentedErrors(Call call) {
    List<Integer> errors = new ArrayList<>();
    operation(call)
        .path("responses")
        .fieldNames()
        .forEachRemaining(
            status -> {
              if (status.startsWith("4")) {
                errors.add(Integer.valueOf(status));
              }
            });
    return errors;
  }

  private static JsonNode document(String file) {
    return DOCUMENTS.computeIfAbsent(
        file,
        name -> {
          try {
            return HighLevelSpec.document(name);
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
  }

  private static Contract contract(String file) {
    return CONTRACTS.computeIfAbsent(
        file,
        name -> {
          try {
            return HighLevelSpec.load(name);
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
  }
}
