/*
 * libsrtp at the other end of a pipe: `libsrtp SUITE KEY`, the key and salt in hexadecimal. Each line that comes is
 * a letter and a packet in hexadecimal: p and u protect and open RTP, P and U RTCP. Each is answered by the packet
 * that came of it, or by "-".
 */
#include <srtp2/srtp.h>
#include <stdio.h>
#include <string.h>

#define MOST 4096

static void set(const char *suite, srtp_policy_t *policy) {
  srtp_crypto_policy_t *rtp = &policy->rtp, *rtcp = &policy->rtcp;
  if (strcmp(suite, "AES_CM_128_HMAC_SHA1_32") == 0) srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(rtp);
  else srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(rtp);
  srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(rtcp);
  if (strncmp(suite, "AES_256_CM", 10) == 0) {
    if (strstr(suite, "_32") != NULL) srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32(rtp);
    else srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(rtp);
    srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(rtcp);
  } else if (strcmp(suite, "AEAD_AES_128_GCM") == 0) {
    srtp_crypto_policy_set_aes_gcm_128_16_auth(rtp);
    srtp_crypto_policy_set_aes_gcm_128_16_auth(rtcp);
  } else if (strcmp(suite, "AEAD_AES_256_GCM") == 0) {
    srtp_crypto_policy_set_aes_gcm_256_16_auth(rtp);
    srtp_crypto_policy_set_aes_gcm_256_16_auth(rtcp);
  }
}

static int read_hex(const char *text, unsigned char *out) {
  int n = 0;
  unsigned int octet;
  while (n < MOST && sscanf(text + 2 * n, "%2x", &octet) == 1) out[n++] = (unsigned char)octet;
  return n;
}

static srtp_t session(const char *suite, unsigned char *key, srtp_ssrc_type_t type) {
  srtp_policy_t policy;
  srtp_t made;
  memset(&policy, 0, sizeof policy);
  set(suite, &policy);
  policy.ssrc.type = type;
  policy.key = key;
  policy.window_size = 128;
  return srtp_create(&made, &policy) == srtp_err_status_ok ? made : NULL;
}

int main(int argc, char **argv) {
  static char line[2 * MOST + 8];
  static unsigned char packet[MOST + SRTP_MAX_TRAILER_LEN + 4];
  unsigned char key[MOST];
  srtp_t out, in;
  if (argc != 3 || srtp_init() != srtp_err_status_ok) return 1;
  read_hex(argv[2], key);
  out = session(argv[1], key, ssrc_any_outbound);
  in = session(argv[1], key, ssrc_any_inbound);
  if (out == NULL || in == NULL) return 2;
  while (fgets(line, sizeof line, stdin) != NULL) {
    int i, length = read_hex(line + 1, packet);
    srtp_err_status_t status = line[0] == 'p'   ? srtp_protect(out, packet, &length)
                               : line[0] == 'u' ? srtp_unprotect(in, packet, &length)
                               : line[0] == 'P' ? srtp_protect_rtcp(out, packet, &length)
                                                : srtp_unprotect_rtcp(in, packet, &length);
    if (status != srtp_err_status_ok) printf("-");
    else for (i = 0; i < length; i++) printf("%02x", packet[i]);
    printf("\n");
    fflush(stdout);
  }
  return 0;
}
