/**
 * Hosts of the REST API, one per data centre (documents 269/1519 and 1047/34620, read 2026-11-20). An app lives
 * in one of them; asking another host is answered with 60026.
 */
export const TENCENT_HOSTS = {
  china: "console.tim.qq.com",
  singapore: "adminapisgp.im.qcloud.com",
  seoul: "adminapikr.im.qcloud.com",
  tokyo: "adminapijpn.im.qcloud.com",
  frankfurt: "adminapiger.im.qcloud.com",
  silicon_valley: "adminapiusa.im.qcloud.com",
  jakarta: "adminapiidn.im.qcloud.com",
  riyadh: "adminapiksa.im.qcloud.com",
  /** No longer in the documents since about 2024; apps created there may still need it. */
  mumbai: "adminapiind.im.qcloud.com",
} as const;

export type TencentRegion = keyof typeof TENCENT_HOSTS;
