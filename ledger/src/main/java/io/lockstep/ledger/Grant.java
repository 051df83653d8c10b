package io.lockstep.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What HighLevel granted through OAuth for one resource.
 *
 * @param resourceId HighLevel's id of the location or the agency
 * @param baseUrl the address that gave it; its tokens are sent there and nowhere else
 * @param companyId the agency; empty when HighLevel did not say
 * @param refreshToken works once; empty: the agency's token makes the next access token
 * @param version counts up with each new pair
 * @param refusedAt when HighLevel said that it is over; null while it is good
 * @param scopes as HighLevel said with the last token, with blanks between; empty: it did not
 */
public record Grant(
    String resourceId,
    UserType userType,
    String baseUrl,
    String companyId,
    String accessToken,
    String refreshToken,
    Instant obtainedAt,
    Instant expiresAt,
    long version,
    @Nullable Instant refusedAt,
    String scopes) {

  /** So long before it expires it is renewed: nobody has to wait for the new one. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /** Whom an access token speaks for, in HighLevel's words. */
  public enum UserType {
    LOCATION("Location"),
    COMPANY("Company");

    private final String word;

    UserType(String word) {
      this.word = word;
    }

    /** HighLevel's word for it. */
    public String word() {
      return word;
    }
  }

  /** One that was just obtained; the ledger counts its version. */
  public static Grant obtained(
      String resourceId,
      UserType userType,
      String baseUrl,
      String companyId,
      String accessToken,
      String refreshToken,
      Instant at,
      Duration life) {
    return new Grant(
        resourceId,
        userType,
        baseUrl,
        companyId,
        accessToken,
        refreshToken,
        at,
        at.plus(life),
        0,
        null,
        "");
  }

  /** The same with what HighLevel said of its scopes. */
  public Grant with(String scopes) {
    return new Grant(
        resourceId,
        userType,
        baseUrl,
        companyId,
        accessToken,
        refreshToken,
        obtainedAt,
        expiresAt,
        version,
        refusedAt,
        scopes);
  }

  /** Whether that address gave it, and so may see its tokens. */
  public boolean isFrom(String address) {
    return baseUrl.equals(address);
  }

  /** Whether its access token is made with the agency's, and made anew by it. */
  public boolean isByAgency() {
    return userType == UserType.LOCATION && refreshToken.isEmpty();
  }

  /** Whether HighLevel should take its access token, which is not the refused one. */
  public boolean works(String refused, Instant now) {
    return !accessToken.equals(refused) && now.isBefore(expiresAt);
  }

  /** Whether it also need not be renewed yet. */
  public boolean isFresh(String refused, Instant now) {
    Duration half = Duration.between(obtainedAt, expiresAt).dividedBy(2);
    Duration ahead = half.compareTo(AHEAD) < 0 ? half : AHEAD;
    return works(refused, now) && now.isBefore(expiresAt.minus(ahead));
  }

  @Override
  public String toString() { // tokens must not reach a log
    return "Grant[" + resourceId + ", version " + version + "]";
  }
}
